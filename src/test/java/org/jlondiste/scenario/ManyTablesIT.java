package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
    nodes = TwoNodes.in(directory, old, young);
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
}
