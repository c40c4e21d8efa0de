package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Rows;

/** The smallest set: a root that ticks by itself, and a leaf. Both workers run. */
public final class TwoNodes implements AutoCloseable {
  private final Node root;
  private final Node leaf;

  private TwoNodes(Node root, Node leaf) {
    this.root = root;
    this.leaf = leaf;
  }

  /**
   * Creates both nodes and starts their workers.
   *
   * @param lines of the leaf's INI file beside the usual ones
   */
  public static TwoNodes in(Path directory, Database root, Database leaf, String... lines) {
    return created(new Node(directory, "master", root), new Node(directory, "slave", leaf, lines));
  }

  /** Creates these two nodes and starts their workers. */
  static TwoNodes created(Node root, Node leaf) {
    TwoNodes nodes = new TwoNodes(root, leaf);
    boolean complete = false;
    try {
      nodes.root.createRoot();
      nodes.root.worker().start();
      nodes.leaf.createLeaf(nodes.root);
      nodes.leaf.worker().start();
      complete = true;
      return nodes;
    } finally {
      if (!complete) {
        nodes.close();
      }
    }
  }

  /** Two nodes that are there already. */
  static TwoNodes of(Node root, Node leaf) {
    return new TwoNodes(root, leaf);
  }

  Node root() {
    return root;
  }

  Node leaf() {
    return leaf;
  }

  /** Runs statements on both sides: the structure of tables. */
  void run(String... statements) {
    root.database().run(statements);
    leaf.database().run(statements);
  }

  /** Adds tables on both nodes, and waits until they are in sync. */
  void replicate(String... tables) {
    String[] words = new String[tables.length + 1];
    words[0] = "add-table";
    System.arraycopy(tables, 0, words, 1, tables.length);
    root.does(words);
    leaf.does(words);
    leaf.awaitInSync(tables);
  }

  /** Waits until all that the root holds now has arrived on the leaf. */
  void awaitArrival() {
    awaitArrival(Await.LIMIT);
  }

  /** The same for a lot that takes its time. */
  public void awaitArrival(Duration limit) {
    long goal = root.database().count("select pgq.force_tick('" + Node.QUEUE + "')");
    Await.until(
        "the leaf reaches tick " + goal + " of the root", limit, () -> leaf.position() >= goal);
  }

  /** Waits until the leaf has everything, and fails unless tables are the same on both sides. */
  void assertSameRows(String... tables) {
    awaitArrival();
    Rows.assertSameRows(root.database(), leaf.database(), List.of(tables));
  }

  /** Fails if a consumer is registered that no node needs: copies must leave none behind. */
  void assertNoConsumersLeftBehind() {
    Await.until("only consumers of the nodes are left", () -> consumers().size() == 3);
    assertThat(consumers()).containsExactly(".global_watermark", ".slave.watermark", "slave");
    assertThat(leaf.database().query("select consumer_name from pgq_node.local_state"))
        .containsExactly("slave");
  }

  private List<String> consumers() {
    return root.database()
        .query(
            "select consumer_name from pgq.get_consumer_info('"
                + Node.QUEUE
                + "') order by consumer_name collate \"C\"");
  }

  @Override
  public void close() {
    leaf.close();
    root.close();
  }
}
