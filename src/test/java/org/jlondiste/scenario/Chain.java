package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Rows;

/** A root, a branch that reads from it, and a leaf behind the branch. */
record Chain(Node root, Node branch, Node leaf) implements AutoCloseable {
  /** A node tells often what it needs no more, so that a story need not wait for it. */
  private static final String[] LINES = {
    "local_wm_publish_period = 0.5", "global_wm_publish_period = 0.5", "copy_chunk_rows = 500"
  };

  static Chain in(Path directory, Database root, Database branch, Database leaf) {
    return new Chain(
        new Node(directory, "top", root, LINES),
        new Node(directory, "middle", branch, LINES),
        new Node(directory, "end", leaf, LINES));
  }

  List<Node> nodes() {
    return List.of(root, branch, leaf);
  }

  /** Creates all three nodes and starts their workers. */
  void create() {
    root.createRoot();
    root.worker().start();
    branch.createBranch(root);
    branch.worker().start();
    leaf.createLeaf(branch);
    leaf.worker().start();
  }

  /** Runs statements in all three databases. */
  void run(String... statements) {
    nodes().forEach(node -> node.database().run(statements));
  }

  /** Waits until all that the root holds now is at the end of the chain, and on the branch. */
  void awaitArrival() {
    long goal = root.database().count("select pgq.force_tick('" + Node.QUEUE + "')");
    for (Node node : List.of(branch, leaf)) {
      Await.until(node.name() + " reaches tick " + goal, () -> node.position() >= goal);
    }
  }

  /** Waits until tables are in sync on the branch and then on the leaf. */
  void awaitInSync(String... tables) {
    branch.awaitInSync(tables);
    leaf.awaitInSync(tables);
  }

  void assertSameRows(String... tables) {
    awaitArrival();
    Rows.assertSameRows(root.database(), branch.database(), List.of(tables));
    Rows.assertSameRows(root.database(), leaf.database(), List.of(tables));
  }

  /**
   * Fails unless the branch's queue is the root's: every tick with its number, its time and its
   * count, and between them the same events, each once.
   */
  void assertSameQueue() {
    awaitArrival();
    for (Node node : List.of(root, branch)) {
      node.database().run("create index on pgq.tick (txid_snapshot_xmax(tick_snapshot), tick_id)");
    }
    long from =
        branch
            .database()
            .count("select min(tick_id) from pgq.tick where tick_id > 1 and tick_event_seq > 1");
    from = Math.max(from, root.database().count("select min(tick_id) from pgq.tick"));
    long to = branch.position();
    String ticks =
        "select tick_id, tick_time at time zone 'UTC', tick_event_seq from pgq.tick"
            + " where tick_id between "
            + from
            + " and "
            + to
            + " order by 1";
    assertSameAnswers(ticks);
    assertSameAnswers(events(from, to));
  }

  private void assertSameAnswers(String query) {
    List<String> there = new ArrayList<>(root.database().query(query));
    List<String> here = new ArrayList<>(branch.database().query(query));
    // servers may sort text otherwise
    Collections.sort(there);
    Collections.sort(here);
    assertThat(minus(there, here)).as("only on the root: %s", query).isEmpty();
    assertThat(minus(here, there)).as("only on the branch: %s", query).isEmpty();
    assertThat(here.equals(there)).as("the same as often").isTrue();
    assertThat(here).hasSizeGreaterThan(20);
  }

  private static List<String> minus(List<String> all, List<String> others) {
    Set<String> known = new HashSet<>(others);
    return all.stream().filter(line -> !known.contains(line)).toList();
  }

  /** The events between two ticks, each with the first tick that sees it. */
  private static String events(long from, long to) {
    return """
        select *
        from (
          select
            (select t.tick_id
             from pgq.tick t
             where txid_snapshot_xmax(t.tick_snapshot) > e.ev_txid
             and txid_visible_in_snapshot(e.ev_txid, t.tick_snapshot)
             order by txid_snapshot_xmax(t.tick_snapshot), t.tick_id
             limit 1) as tick_id,
            e.ev_id, e.ev_type, md5(e.ev_data) as data, e.ev_extra1, e.ev_extra2
          from pgq.event_1 e) as events
        where tick_id > %d and tick_id <= %d
        order by 1, 2, 3, 4, 5
        """
        .formatted(from, to);
  }

  @Override
  public void close() {
    nodes().forEach(Node::close);
  }
}
