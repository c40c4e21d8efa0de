package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
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
 * A root and a leaf of ours with a branch that Londiste made between them: on each node the other
 * software takes over and gives back, Londiste's on schemas of ours, too; the role of the root goes
 * to the branch and comes back.
 */
class BorderBranchIT {
  private static final String TABLE = "create table orders (id int primary key, note text)";

  private final Database first = Servers.get("15").createDatabase("border_root");
  private final Database second = Servers.withExtensions().createDatabase("border_branch");
  private final Database third = Servers.get("17").createDatabase("border_leaf");
  private final Original top;
  private final Original middle;
  private final Original end;
  private final List<Original> all;
  private List<String> files = List.of();

  BorderBranchIT(@TempDir Path directory) {
    top = new Original(directory, "top", first);
    middle = new Original(directory, "middle", second);
    end = new Original(directory, "end", third);
    all = List.of(top, middle, end);
  }

  @BeforeEach
  void threeNodesInARow() {
    all.forEach(node -> node.database().run(TABLE));
    first.run("insert into orders select i, 'order ' || i from generate_series(1, 500) i");
    top.ours("create-root", "top", first.connectString());
    top.ourWorker().start();
    top.ours("add-table", "orders", "--trigger-flags=AIUDL");
    middle.does(
        "create-branch", "middle", second.connectString(), "--provider=" + first.connectString());
    middle.startWorker();
    middle.does("add-table", "orders");
    middle.awaitSettled();
    end.ours("create-leaf", "end", third.connectString(), "--provider=" + second.connectString());
    end.ourWorker().start();
    end.ours("add-table", "orders", "--wait-sync");
    files = files();
  }

  @AfterEach
  void leaveNothingRunning() {
    all.forEach(node -> node.ourWorker().close());
    all.forEach(Original::close);
  }

  @Test
  void eachSoftwareTakesTheOthersPlace() {
    try (Writer writer = keepWriting(first)) {
      writer.awaitMore(10);
      // the branch, by ours and back
      middle.ours(
          "create-branch", "middle", second.connectString(), "--provider=" + first.connectString());
      middle.stopWorker();
      middle.ourWorker().start();
      // the leaf, by Londiste's and back
      end.ourWorker().stop();
      end.startWorker();
      writer.awaitMore(10);
      awaitTick(end);
      end.stopWorker();
      end.ourWorker().start();
      middle.ourWorker().stop();
      middle.startWorker();
      // the root, by Londiste's and back
      top.ourWorker().stop();
      top.startWorker();
      top.startTicker();
      writer.awaitMore(10);
      awaitTick(end);
      top.stopWorker();
      top.ourWorker().start();
      writer.awaitMore(10).stop();
    }
    assertSameEverywhere();
    end.ours("compare");

    // the role of the root, to the branch and back
    middle.does("takeover", "top");
    middle.startTicker();
    try (Writer writer = keepWriting(second)) {
      writer.awaitMore(10);
    }
    top.ours("takeover", "middle");
    try (Writer writer = keepWriting(first)) {
      writer.awaitMore(10);
    }
    assertSameEverywhere();
  }

  private static Writer keepWriting(Database root) {
    return root.keepWriting(
            "insert into orders select max(id) + 1, 'it''s \\ new' from orders",
            "update orders set note = note || '.' where id = 1 + :n % 400",
            "delete from orders where id = 400 + :n % 100")
        .unhurried();
  }

  private void awaitTick(Original node) {
    long goal = first.count("select max(tick_id) from pgq.tick") + 1;
    Await.until(node + " reaches tick " + goal, () -> node.position() >= goal);
  }

  private void assertSameEverywhere() {
    awaitTick(middle);
    awaitTick(end);
    for (Database database : List.of(second, third)) {
      Rows.assertSameRows(first, database, "orders");
    }
    assertThat(middle.logged()).doesNotContain("ERROR");
    assertThat(end.logged()).doesNotContain("ERROR");
    assertThat(files()).as("where the rows lie: a new copy puts them elsewhere").isEqualTo(files);
  }

  private List<String> files() {
    return all.stream()
        .map(node -> node.database().value("select pg_relation_filenode('orders')"))
        .toList();
  }
}
