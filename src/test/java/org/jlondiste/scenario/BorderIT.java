package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Rows;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Writer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A root and a leaf that Londiste made, with a branch of ours between them: providers change, the
 * role of the root goes to and fro, and each side's software takes the other's place on a node.
 */
class BorderIT {
  private static final String TABLE = "create table orders (id int primary key, note text)";

  private final Database first = Servers.withExtensions().createDatabase("border_root");
  private final Database second = Servers.get("17").createDatabase("border_branch");
  private final Database third = Servers.withExtensions().createDatabase("border_leaf");
  private final Original top;
  private final Node middle;
  private final Original end;
  private List<String> files = List.of();

  BorderIT(@TempDir Path directory) {
    top = new Original(directory, "top", first);
    middle = new Node(directory, "middle", second, "loop_delay = 0.2");
    end = new Original(directory, "end", third);
  }

  @BeforeEach
  void threeNodesInARow() {
    List.of(first, second, third).forEach(database -> database.run(TABLE));
    first.run("insert into orders select i, 'order ' || i from generate_series(1, 500) i");
    top.does("create-root", "top", first.connectString());
    first.run("select pgq.set_queue_config('myappq', 'ticker_max_lag', '200 milliseconds')");
    top.startWorker();
    top.startTicker();
    top.does("add-table", "orders");
    middle.does(
        "create-branch", "middle", second.connectString(), "--provider=" + first.connectString());
    middle.worker().start();
    // Londiste's nodes behind it read what its triggers write when it is the root
    middle.does("add-table", "orders", "--trigger-flags=AIUDL");
    middle.awaitInSync("orders");
    end.does("create-leaf", "end", third.connectString(), "--provider=" + second.connectString());
    end.startWorker();
    end.does("add-table", "orders");
    Await.until(
        "the leaf is in sync",
        () -> third.value("select merge_state from londiste.table_info").equals("ok"));
    files = files();
  }

  @AfterEach
  void leaveNothingRunning() {
    end.ourWorker().close();
    top.ourWorker().close();
    middle.close();
    end.close();
    top.close();
  }

  @Test
  void providersRolesAndSoftwareChange() {
    whileWritten(
        first,
        () -> {
          awaitCopyForgotten();
          end.does("change-provider", "--provider=top");
          end.ours("change-provider", "--provider=middle");
        });
    assertSameEverywhere(first);

    middle.does("takeover", "top");
    assertThat(type(first)).isEqualTo("branch|middle");
    whileWritten(second, () -> {});
    assertSameEverywhere(second);

    top.does("takeover", "middle");
    assertThat(type(second)).isEqualTo("branch|top");
    whileWritten(first, () -> {});
    assertSameEverywhere(first);

    end.ours("create-leaf", "end", third.connectString(), "--provider=" + second.connectString());
    top.ours("create-root", "top", first.connectString());
    whileWritten(
        first,
        () -> {
          end.stopWorker();
          end.ourWorker().start();
          top.stopWorker();
          top.ourWorker().start();
        });
    assertSameEverywhere(first);
    end.ours("compare");
    whileWritten(
        first,
        () -> {
          end.ourWorker().stop();
          end.startWorker();
          top.ourWorker().stop();
          top.startWorker();
        });
    assertSameEverywhere(first);
    assertThat(end.logged()).doesNotContain("ERROR");
  }

  /**
   * Londiste's worker leaves out what the copy's snapshot held, by the transaction numbers of the
   * provider of then; with another provider they would be other transactions.
   */
  private void awaitCopyForgotten() {
    Await.until(
        "the leaf needs the copy's snapshot no longer",
        () -> third.count("select count(custom_snapshot) from londiste.table_info") == 0);
  }

  private static void whileWritten(Database root, Runnable work) {
    try (Writer writer =
        root.keepWriting(
                "insert into orders select max(id) + 1, 'it''s \\ new' from orders",
                "update orders set note = note || '.' where id = 1 + :n % 400",
                "delete from orders where id = 400 + :n % 100")
            .unhurried()) {
      writer.awaitMore(5);
      work.run();
      writer.awaitMore(5);
    }
  }

  private void assertSameEverywhere(Database root) {
    long goal = root.count("select pgq.force_tick('" + Node.QUEUE + "')") + 1;
    root.count("select pgq.force_tick('" + Node.QUEUE + "')");
    for (Database database : List.of(first, second, third)) {
      if (database != root) {
        Await.until(
            database + " reaches tick " + goal,
            () ->
                database.count(
                        "select s.last_tick_id from pgq_node.local_state s join pgq_node.node_info n"
                            + " on n.queue_name = s.queue_name and n.worker_name ="
                            + " s.consumer_name")
                    >= goal);
        Rows.assertSameRows(root, database, "orders");
      }
    }
    assertThat(files()).as("where the rows lie: a new copy puts them elsewhere").isEqualTo(files);
  }

  private List<String> files() {
    return Stream.of(first, second, third)
        .map(database -> database.value("select pg_relation_filenode('orders')"))
        .toList();
  }

  private static String type(Database database) {
    return database.value(
        "select n.node_type || '|' || s.provider_node from pgq_node.node_info n join"
            + " pgq_node.local_state s on s.consumer_name = n.worker_name");
  }
}
