package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.jlondiste.error.ExitCode;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Run;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Writer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change that does not fit stops its table and no other; a fresh copy brings the table back. */
class ConflictIT {
  private final Database old = Servers.get("15").createDatabase("conflict");
  private final Database young = Servers.get("17").createDatabase("conflict");
  private final TwoNodes nodes;

  ConflictIT(@TempDir Path directory) {
    nodes = TwoNodes.in(directory, old, young);
  }

  @BeforeEach
  void threeTablesInSync() {
    nodes.run(
        "create table orders (id int primary key, note text)",
        "create table customers (id int primary key, name text)",
        "create table visits (path text)");
    old.run(
        "insert into orders select i, 'order ' || i from generate_series(1, 100) i",
        "insert into customers values (1, 'one')",
        "insert into visits select '/page/' || i from generate_series(1, 10) i");
    nodes.replicate("orders", "customers", "visits");
  }

  @AfterEach
  void leaveNothingRunning() {
    nodes.close();
  }

  @Test
  void onlyTheTableWithTheConflictStops() {
    assertThatThrownBy(() -> young.run("delete from orders where id = 42"))
        .hasMessageContaining("orders");
    byHandOnTheLeaf("delete from orders where id = 42");

    try (Writer writer = old.keepWritingTo("orders").unhurried()) {
      writer.awaitMore(10);
      old.run("update orders set note = 'changed' where id = 42");
      nodes.leaf().worker().awaitLogged("Table public.orders stops: ");
      old.run(
          "insert into customers values (2, 'two')", "delete from visits where path = '/page/3'");
      nodes.assertSameRows("customers", "visits");
      writer.awaitMore(10).stop();
    }

    String problem = young.value("select problem from jlondiste.stopped_table");
    assertThat(problem)
        .matches("event \\d+ cannot be applied to table public\\.orders \\(UPDATE of id=42\\): .+");
    assertThat(nodes.leaf().worker().logged())
        .contains("ERROR Table public.orders stops: " + problem);
    nodes
        .leaf()
        .run("status")
        .exitsWith(ExitCode.DIFFERENT)
        .saying("Tables: 2/0/0, 1 stopped")
        .saying("ERR: table public.orders stopped: " + problem);
    nodes
        .leaf()
        .run("status", "--json")
        .exitsWith(ExitCode.DIFFERENT)
        .saying("\"stopped\" : 1")
        .saying("\"stopped_tables\"")
        .saying("of id=42");
    nodes.leaf().run("wait-root").exitsWith(ExitCode.DIFFERENT).saying("has stopped");
    nodes.leaf().run("wait-sync").exitsWith(ExitCode.DIFFERENT).saying("has stopped");
    nodes
        .leaf()
        .run("compare", "orders")
        .exitsWith(ExitCode.DIFFERENT)
        .saying("skipped: stopped: ");

    nodes.leaf().does("resync", "orders");
    nodes.leaf().awaitInSync("orders");
    nodes.assertSameRows("orders", "customers", "visits");
    nodes.leaf().does("status").notSaying("ERR").saying("Tables: 3/0/0\n");
    nodes.leaf().does("wait-root");
    nodes.leaf().does("compare");
    nodes.assertNoConsumersLeftBehind();
  }

  @Test
  void aRowOfATableWithoutAKeyThatIsGoneIsAConflictToo() {
    byHandOnTheLeaf("delete from visits where path = '/page/5'");
    old.run("delete from visits where path = '/page/5'");

    Await.until(
        "visits stops", () -> young.count("select count(*) from jlondiste.stopped_table") == 1);
    old.run("insert into orders values (1000, 'goes on')");
    nodes.assertSameRows("orders");
    Run status = nodes.leaf().run("status").exitsWith(ExitCode.DIFFERENT);
    status.saying("ERR: table public.visits stopped: ");

    nodes.leaf().does("resync", "visits");
    nodes.leaf().awaitInSync("visits");
    nodes.assertSameRows("visits");
  }

  /** Past the trigger that protects the leaf's tables. */
  private void byHandOnTheLeaf(String statement) {
    young.runTogether("set local session_replication_role = replica", statement);
  }
}
