package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Some copies fail over and over, and there is only one slot for copies. */
class FailingCopyIT {
  private final Database old = Servers.get("15").createDatabase("failing");
  private final Database young = Servers.get("17").createDatabase("failing");
  private final TwoNodes nodes;

  FailingCopyIT(@TempDir Path directory) {
    nodes = TwoNodes.in(directory, old, young, "parallel_copies = 1");
  }

  @AfterEach
  void leaveNothingRunning() {
    nodes.close();
  }

  @Test
  void oneThatFailsOverAndOverKeepsNoOtherWaiting() {
    String[] sound = {"first", "second", "third"};
    for (String table : sound) {
      nodes.run("create table " + table + " (id int primary key, note text)");
      old.run("insert into " + table + " select i, 'row' from generate_series(1, 20) i");
    }
    nodes.run("create table bad (id int primary key, note text)");
    old.run("insert into bad select i, 'row' from generate_series(1, 20) i");
    young.run("alter table bad add constraint odd check (id < 10) not valid");
    nodes.root().does("add-table", "--all");
    nodes.leaf().does("add-table", "bad");
    awaitComplaint();

    nodes.leaf().does("add-table", "first");
    nodes.leaf().awaitInSync("first");
    nodes.leaf().does("add-table", "second", "third");
    nodes.leaf().awaitInSync("second", "third");

    awaitComplaint();
    young.run("alter table bad drop constraint odd");
    nodes.leaf().awaitInSync("bad");
    nodes.assertSameRows("bad", "first", "second", "third");
    nodes.assertNoConsumersLeftBehind();
  }

  @Test
  void valuesThatCannotBeAnalysedAreCopiedNoWorse() {
    nodes.run(
        "create table plain (id int primary key, note text)",
        "create table wide (id int primary key, span numrange)",
        "create table wider (id int primary key, span numrange)");
    for (String table : new String[] {"wide", "wider"}) {
      old.run("insert into " + table + " values (1, numrange(1, ('1e5000')::numeric))");
    }
    nodes.root().does("add-table", "--all");

    nodes.leaf().does("add-table", "wide");
    nodes.leaf().awaitInSync("wide");
    nodes.leaf().does("add-table", "--all");
    nodes.leaf().awaitInSync("plain", "wider");

    assertThat(nodes.leaf().worker().logged())
        .contains("cannot be analysed")
        .doesNotContain("one by one");
    nodes.assertSameRows("plain", "wide", "wider");
  }

  private void awaitComplaint() {
    Await.until(
        "status names what is wrong",
        () -> nodes.leaf().does("status").out().contains("violates check constraint"));
  }
}
