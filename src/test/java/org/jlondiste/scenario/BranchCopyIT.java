package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Rows;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Writer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A leaf copies from its branch only what that really has. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BranchCopyIT {
  private final Database old = Servers.get("15").createDatabase("copied");
  private final Database middle = Servers.get("17").createDatabase("copied");
  private final Database young = Servers.get("18").createDatabase("copied");
  private Chain chain;

  @BeforeAll
  void threeNodes(@TempDir Path directory) {
    chain =
        new Chain(
            new Node(directory, "top", old),
            new Node(directory, "middle", middle, "copy_chunk_rows = 500"),
            new Node(directory, "end", young, "copy_chunk_rows = 500", "parallel_copies = 3"));
    chain.create();
  }

  @AfterAll
  void leaveNothingRunning() {
    chain.close();
  }

  @Test
  void whatHasStoppedOnTheBranchIsNotCopied() {
    replicate("stock", 100);
    middle.runTogether("set session_replication_role = replica", "delete from stock where id = 5");
    old.run("update stock set note = 'changed' where id = 5");
    awaitStopped(middle, "stock");
    Await.until(
        "the leaf, which missed nothing, goes on",
        () -> young.value("select note from stock where id = 5").equals("changed"));

    chain.leaf().does("resync", "stock");
    awaitRefusal("stock");
    assertThat(young.count("select count(*) from stock")).isEqualTo(100);
    old.run("update stock set note = 'changed, too' where id < 9");

    chain.branch().does("resync", "stock");
    chain.awaitInSync("stock");
    chain.assertSameRows("stock");
  }

  @Test
  void whatTheRootsWatchStoppedIsNotCopied() {
    replicate("prices", 100);
    old.run("alter table prices add euro int default 7");
    awaitStopped(middle, "prices");
    awaitStopped(young, "prices");
    middle.run("alter table prices add euro int");
    young.run("alter table prices add euro int");

    chain.leaf().does("resync", "prices");
    awaitRefusal("prices");
    old.run("update prices set euro = 8 where id = 9");

    chain.branch().does("resync", "prices");
    chain.awaitInSync("prices");
    chain.assertSameRows("prices");
    assertThat(young.count("select sum(euro) from prices")).isEqualTo(701);
  }

  @Test
  void whatTheBranchEmptiesMeanwhileIsCopiedAnew() throws SQLException {
    replicate("orders", 20_000);
    try (Writer writer =
        old.keepWriting(
                "insert into orders values (1000000 + :n, 'new')",
                "update orders set note = 'changed in ' || :n where id = 1 + :n * 37 % 20000",
                "delete from orders where id = :n * 53 % 20000")
            .unhurried()) {
      writer.awaitMore(3);
      holdingUpTheLeaf(() -> chain.branch().does("resync", "orders"));
      // once when it joined, once for the operator, and once more
      Await.until("the leaf begins anew", () -> timesBegun() == 3);
      chain.awaitInSync("orders");
      writer.awaitMore(3).stop();
    }
    chain.assertSameRows("orders");
  }

  @Test
  void theNodeToCopyFromCanBeChosenOrSearchedFor() {
    chain.run(
        "create table near (id int primary key, note text)",
        "create table far (id int primary key, note text)");
    for (String table : List.of("near", "far")) {
      old.run("insert into " + table + " select i, 'note ' || i from generate_series(1, 50) i");
      chain.root().does("add-table", table);
    }
    chain.branch().does("add-table", "near");
    chain.branch().awaitInSync("near");

    chain.leaf().does("add-table", "near", "--copy-node=top");
    chain.leaf().does("add-table", "far", "--find-copy-node");
    old.run(
        "update near set note = 'new' where id = 7", "update far set note = 'new' where id = 7");

    chain.leaf().awaitInSync("near", "far");
    chain.awaitArrival();
    Rows.assertSameRows(old, young, List.of("near", "far"));
    assertThat(chain.leaf().worker().logged().split("Using 'top' as source node", -1)).hasSize(3);
  }

  /** Does something while the leaf is about to copy: it reads already, and cannot write yet. */
  private void holdingUpTheLeaf(Runnable meanwhile) throws SQLException {
    String readers =
        "select count(*) from pgq.get_consumer_info('"
            + Node.QUEUE
            + "') where consumer_name = 'end.copy.public.orders'";
    chain.leaf().worker().stop();
    chain.leaf().does("resync", "orders");
    try (Connection holder = young.connect();
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("lock table orders in share mode");
      chain.leaf().worker().start();
      Await.until("the leaf reads from the branch", () -> middle.count(readers) == 1);
      meanwhile.run();
      Await.until("the branch lets go of the leaf", () -> middle.count(readers) == 0);
    }
  }

  private int timesBegun() {
    return chain.leaf().worker().logged().split("Starting full copy of public.orders", -1).length
        - 1;
  }

  private void replicate(String table, int rows) {
    chain.run("create table " + table + " (id int primary key, note text)");
    old.run(
        "insert into "
            + table
            + " select i, 'row number ' || i from generate_series(1, "
            + rows
            + ") i");
    for (Node node : chain.nodes()) {
      node.does("add-table", table);
    }
    chain.awaitInSync(table);
  }

  private static void awaitStopped(Database database, String table) {
    Await.until(
        table + " stops in " + database,
        () ->
            database.count(
                    "select count(*) from jlondiste.stopped_table where table_name = 'public."
                        + table
                        + "'")
                == 1);
  }

  private void awaitRefusal(String table) {
    Await.until(
        "the leaf waits for the branch",
        () ->
            chain
                .leaf()
                .worker()
                .logged()
                .contains("Table public." + table + " has stopped on the provider"));
  }
}
