package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Writer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many small tables join a set at once, while some of them are written to. */
class ManyTablesIT {
  private static final int TABLES = Integer.getInteger("tables", 60);

  /** Generous: also a crowded machine takes less. */
  private static final Duration PER_TABLE = Duration.ofSeconds(1);

  private final Database old = Servers.get("15").createDatabase("many");
  private final Database young = Servers.get("17").createDatabase("many");
  private final TwoNodes nodes;

  ManyTablesIT(@TempDir Path directory) {
    nodes = TwoNodes.in(directory, old, young, "parallel_copies = 2");
  }

  @AfterEach
  void leaveNothingRunning() {
    nodes.close();
  }

  @Test
  void theyAreCopiedSoon() {
    List<String> tables = new ArrayList<>();
    List<String> statements = new ArrayList<>();
    for (int i = 1; i <= TABLES; i++) {
      tables.add("table_" + i);
      statements.add("create table table_" + i + " (id int primary key, note text)");
    }
    nodes.run(statements.toArray(String[]::new));
    old.run("insert into table_7 select i, 'row ' || i from generate_series(1, 500) i");
    nodes.root().does("add-table", "--all");
    try (Writer writer =
        old.keepWriting(
                "insert into table_3 values (:n, 'new ' || :n)",
                "update table_7 set note = 'changed ' || :n where id = :n % 500",
                "delete from table_3 where id = :n - 10",
                "insert into table_" + TABLES + " values (:n, 'new ' || :n)")
            .unhurried()) {
      long start = System.nanoTime();
      nodes.leaf().does("add-table", "--all");
      long added = System.nanoTime();
      Await.until(
          "all tables are in sync",
          Duration.ofSeconds(20).plus(PER_TABLE.multipliedBy(TABLES)),
          () ->
              young.count("select count(*) from londiste.table_info where merge_state = 'ok'")
                  == TABLES);
      long took = (System.nanoTime() - added) / 1_000_000;
      System.out.println(
          "ManyTablesIT: "
              + TABLES
              + " tables, add-table "
              + (added - start) / 1_000_000
              + " ms, then "
              + took
              + " ms until all are in sync");
      writer.awaitMore(10).stop();
    }
    nodes.assertSameRows(tables.toArray(String[]::new));
    assertThat(nodes.leaf().worker().logged()).doesNotContain("ERROR");
    nodes.assertNoConsumersLeftBehind();
  }

  @Test
  void lookingForAlteredOnesKeepsNoChangeWaiting() {
    nodes.run("create table seen (id int primary key)");
    nodes.root().does("add-table", "seen");
    nodes.leaf().does("add-table", "seen");
    nodes.leaf().awaitInSync("seen");
    old.run(
        "create or replace function jlondiste.watch_types(i_queue_name text, i_announced bool)"
            + " returns int4 language sql as 'select 0 from pg_sleep(60)'");
    String looking =
        "select count(*) from pg_stat_activity where wait_event = 'PgSleep' and datname = '"
            + old.name()
            + "'";
    Await.until("the root's worker looks", () -> old.count(looking) == 1);

    old.run("insert into seen values (1)");
    Await.until("the row arrives", () -> young.count("select count(*) from seen") == 1);
    assertThat(old.count(looking)).isEqualTo(1);

    nodes.root().worker().stop();
    assertThat(old.count(looking)).isZero();
    assertThat(nodes.root().worker().logged()).doesNotContain("cannot look for altered");
  }

  @Test
  void whatTheyHaveBegunTogetherEachCanGoOnWithByItself() throws SQLException {
    String[] tables = {"kind", "item_1", "item_2", "item_3", "item_4", "item_5"};
    nodes.run("create table kind (id int primary key, note text)");
    old.run("insert into kind select i, 'kind' from generate_series(1, 5) i");
    for (int i = 1; i <= 5; i++) {
      nodes.run(
          "create table item_" + i + " (id int primary key, kind int references kind, note text)");
      old.run(
          "insert into item_" + i + " select i, 1 + i % 5, 'item' from generate_series(1, 50) i");
    }
    nodes.root().does("add-table", "--all");
    nodes.leaf().worker().stop();
    nodes.leaf().does("add-table", "--all");
    try (Writer writer =
        old.keepWriting(
                "insert into item_2 values (100 + :n, 1 + :n % 5, 'new')",
                "update item_4 set note = 'changed ' || :n where id = 1 + :n % 50",
                "delete from item_2 where id = 90 + :n")
            .unhurried()) {
      holdingUp(
          () -> {
            assertThat(inState("in-copy")).isEqualTo(6);
            nodes.leaf().worker().killHard();
          });
      holdingUp(() -> nodes.leaf().does("pause"));
      Await.until("all of them wait for the worker", () -> inState("wanna-sync:%") == 6);
      nodes.leaf().worker().killHard();
      writer.awaitMore(3);
      nodes.leaf().worker().start();
      nodes.leaf().does("resume");
      nodes.leaf().awaitInSync(tables);

      young.run("alter table item_3 add constraint odd check (id < 10) not valid");
      nodes.leaf().does("resync", "item_1", "item_2", "item_3", "item_4");
      nodes.leaf().awaitInSync("item_1", "item_2", "item_4");
      assertThat(nodes.leaf().worker().logged()).contains("2 tables are copied one by one now");
      young.run("alter table item_3 drop constraint odd");
      nodes.leaf().awaitInSync("item_3");
      writer.awaitMore(3).stop();
    }
    nodes.assertSameRows(tables);
    nodes.assertNoConsumersLeftBehind();
    Await.until(
        "the foreign keys are back",
        () ->
            young.count(
                    "select count(*) from pg_constraint where contype = 'f' and conname like 'item%'")
                == 5);
  }

  /** Starts the leaf's worker, and lets no copy get farther than to have emptied its tables. */
  private void holdingUp(Runnable meanwhile) throws SQLException {
    try (Connection holder = young.connect();
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("lock table jlondiste.merged_part in share mode");
      nodes.leaf().worker().start();
      Await.until(
          "copies wait",
          () ->
              young.count(
                      "select count(*) from pg_locks where not granted"
                          + " and relation = 'jlondiste.merged_part'::regclass")
                  == 2);
      meanwhile.run();
    }
  }

  private long inState(String pattern) {
    return young.count(
        "select count(*) from londiste.table_info where merge_state like '" + pattern + "'");
  }
}
