package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jlondiste.docs.Page;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Rows;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Writer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A root and a leaf leave the extensions of PgQ and Londiste for our schemas, and go back, by the
 * manual's own statements and while rows are written. Nothing is lost or copied anew, and ids of
 * events go on rising.
 */
class LeaveExtensionsIT {
  private static final List<String> STATEMENTS =
      Page.of("docs/how-to/from-the-extensions.md").blocks("sql");

  /** Where consumers of a queue of the application's own stand, one in the middle of a batch. */
  private static final String POSITIONS =
      "select consumer_name, last_tick, current_batch, next_tick, pending_events from"
          + " pgq.get_consumer_info('jobs') order by 1";

  /** A table that is copied anew gets another file. */
  private static final String FILES =
      "select relname, pg_relation_filenode(oid) from pg_class where relname in ('orders', 'items')"
          + " order by relname";

  /** What a leaf knows of itself: where it stands, and its tables. */
  private static final List<String> PLACE =
      List.of(
          "select * from pgq_node.node_info",
          "select * from pgq_node.node_location order by node_name",
          "select * from pgq_node.local_state",
          "select table_name, local, merge_state, dropped_ddl, dest_table from"
              + " londiste.table_info order by nr",
          FILES);

  private static final String RETRIES =
      "select ev_owner, ev_id, ev_retry, ev_data from pgq.retry_queue order by ev_id";

  @TempDir private Path directory;

  @Test
  void thereAndBackWhileRowsAreWritten() {
    Database source = Servers.withExtensions().createDatabase("leaving");
    Database target = Servers.withExtensions().createDatabase("left_behind");
    for (Database database : List.of(source, target)) {
      database.run(
          "create extension pgq",
          "create extension pgq_node",
          "create extension londiste",
          "create table orders (id int primary key, note text)",
          "create table items (id int primary key, note text)");
    }
    String batch = jobs(source);

    try (TwoNodes nodes = TwoNodes.in(directory, source, target);
        Writer orders = source.keepWritingTo("orders").unhurried()) {
      nodes.replicate("orders");
      orders.awaitMore(30);

      nodes.root().worker().stop();
      orders.awaitMore(10);
      long before = highestId(source);
      change(source, STATEMENTS.get(0), batch);
      source.run("insert into mails values (3)");
      nodes.root().createRoot().saying("Upgrading pgq");
      assertThat(extensions(source)).isEmpty();
      orders.awaitMore(10);
      assertThat(highestId(source)).isGreaterThan(before);
      nodes.root().worker().start();
      changeLeaf(nodes, STATEMENTS.get(0), "Upgrading pgq");
      assertThat(extensions(target)).isEmpty();
      nodes.replicate("items");
      try (Writer items = source.keepWritingTo("items").unhurried()) {
        items.awaitMore(30);
        orders.awaitMore(30);

        nodes.root().worker().stop();
        source.run("select jlondiste.use_wal_event_ids('" + Node.QUEUE + "')");
        items.awaitMore(10);
        orders.awaitMore(10);
        before = highestId(source);
        source.run("insert into mails values (4)");
        source.run("create view queues as select queue_name from pgq.get_queue_info()");
        assertThatThrownBy(() -> source.runTogether(STATEMENTS.get(1)))
            .hasMessageContaining("on view public.queues uses schemas that are to be replaced");
        source.run("drop view queues");
        change(source, STATEMENTS.get(1), batch);
        source.run("insert into mails values (5)");
        assertThat(extensions(source)).containsExactly("londiste", "pgq", "pgq_node");
        assertThat(
                source.query(
                    "select tgname from pg_trigger where tgname like 'jlondiste#_guard%' escape '#'"
                        + " order by 1"))
            .containsExactly("jlondiste_guard_position", "jlondiste_guard_table_state");
        items.awaitMore(10);
        orders.awaitMore(10);
        nodes.root().createRoot().saying("pgq is installed");
        nodes.root().worker().start();
        changeLeaf(nodes, STATEMENTS.get(1), "pgq is installed");
        assertThat(extensions(target)).containsExactly("londiste", "pgq", "pgq_node");
        items.awaitMore(10);
        orders.awaitMore(10);
        items.stop();
        orders.stop();
      }

      nodes.leaf().does("wait-root");
      Rows.assertSameRows(source, target, List.of("orders", "items"));
      assertThat(highestId(source)).isGreaterThan(before);
      assertThat(nodes.leaf().state("orders")).isEqualTo("ok");
      assertThat(nodes.leaf().state("items")).isEqualTo("ok");
      nodes.leaf().does("status").saying("Tables: 2/0/0");
      nodes.leaf().does("compare");
      assertNothingLost(source, batch);
      assertThat(source.query("select nspname from pg_namespace where nspname like '%before'"))
          .isEmpty();
    }
  }

  /**
   * What the application has beside the set: a queue, a table that writes to it by PgQ's trigger, a
   * consumer that has not begun, and one that has a batch and put an event off.
   *
   * @return number of the batch
   */
  private static String jobs(Database database) {
    database.run(
        "create table mails (id int primary key)",
        "select pgq.create_queue('jobs')",
        "create trigger to_jobs after insert on mails for each row execute procedure"
            + " pgq.logutriga('jobs')",
        "alter table mails enable always trigger to_jobs",
        "select pgq.register_consumer('jobs', 'busy')",
        "select pgq.register_consumer('jobs', 'idle')",
        "insert into mails values (1), (2)",
        "select pgq.force_tick('jobs')",
        "select pgq.ticker('jobs')");
    String batch = database.value("select pgq.next_batch('jobs', 'busy')");
    database.run(
        "select pgq.event_retry("
            + batch
            + ", (select min(ev_id) from pgq.get_batch_events("
            + batch
            + ")), 0)");
    return batch;
  }

  /** Runs the manual's statements; the application's queue and consumers stay as they are. */
  private static void change(Database database, String statements, String batch) {
    String events = "select ev_id, ev_type, ev_data from pgq.get_batch_events(" + batch + ")";
    List<String> positions = database.query(POSITIONS);
    List<String> retries = database.query(RETRIES);
    List<String> held = database.query(events);
    assertThat(positions).hasSize(2);
    assertThat(retries).hasSize(1);
    assertThat(held).hasSize(2);

    database.runTogether(statements);

    assertThat(database.query(POSITIONS)).isEqualTo(positions);
    assertThat(database.query(RETRIES)).isEqualTo(retries);
    assertThat(database.query(events)).isEqualTo(held);
    assertThat(
            database.query(
                "select tgname, tgenabled, tgfoid::regproc from pg_trigger where tgrelid ="
                    + " 'mails'::regclass"))
        .containsExactly("to_jobs|A|pgq.logutriga");
  }

  /** The leaf goes on with its tables as they are, at the tick that it has reached. */
  private static void changeLeaf(TwoNodes nodes, String statements, String answer) {
    Node leaf = nodes.leaf();
    leaf.worker().stop();
    List<List<String>> before = PLACE.stream().map(leaf.database()::query).toList();
    assertThat(before).noneMatch(List::isEmpty);

    leaf.database().runTogether(statements);

    assertThat(PLACE.stream().map(leaf.database()::query).toList()).isEqualTo(before);
    leaf.createLeaf(nodes.root()).saying(answer);
    assertThat(PLACE.stream().map(leaf.database()::query).toList()).isEqualTo(before);
    long reached = leaf.position();
    leaf.worker().start();
    Await.until("the leaf goes on", () -> leaf.position() > reached);
    assertThat(before).contains(leaf.database().query(FILES));
  }

  /** Both consumers get what they have not had yet, the event that was put off included. */
  private static void assertNothingLost(Database database, String batch) {
    database.run(
        "select pgq.finish_batch(" + batch + ")",
        "select pgq.maint_retry_events()",
        "select pgq.force_tick('jobs')",
        "select pgq.ticker('jobs')");
    assertThat(left(database, "busy")).containsExactlyInAnyOrder("id=1", "id=3", "id=4", "id=5");
    assertThat(left(database, "idle"))
        .containsExactlyInAnyOrder("id=1", "id=2", "id=3", "id=4", "id=5");
  }

  /** What all further batches of a consumer hold. */
  private static Set<String> left(Database database, String consumer) {
    Set<String> events = new TreeSet<>();
    while (true) {
      String batch = database.value("select pgq.next_batch('jobs', '" + consumer + "')");
      if ("null".equals(batch)) {
        return events;
      }
      events.addAll(database.query("select ev_data from pgq.get_batch_events(" + batch + ")"));
      database.run("select pgq.finish_batch(" + batch + ")");
    }
  }

  private static long highestId(Database database) {
    return database.count("select max(ev_id) from pgq.event_template");
  }

  private static List<String> extensions(Database database) {
    return database.query("select extname from pg_extension where extname <> 'plpgsql' order by 1");
  }
}
