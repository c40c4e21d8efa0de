package org.jlondiste.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a table is cut into chunks. */
class SourceTableIT {
  @ParameterizedTest
  @ValueSource(strings = {"8.4", "9.6", "18"})
  void chunksFollowTheOrderOfTheKeyAndAreOfOneSize(String version) {
    Database database = Servers.get(version).createDatabase();
    database.run(
        "create table numbers (id int, \"the key\" int, primary key (\"the key\", id))",
        "insert into numbers select i % 3, i from generate_series(1, 100) as i");

    try (Session session = database.session()) {
      SourceTable table = SourceTable.read(session, new TableName("public", "numbers"));
      List<String> bounds = new ArrayList<>();
      for (List<String> bound = table.boundAfter(List.of(), 30, "");
          !bound.isEmpty();
          bound = table.boundAfter(bound, 30, "")) {
        bounds.add(String.join("/", bound));
      }

      assertThat(bounds).containsExactly("30/0", "60/0", "90/0");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.4", "9.6", "18"})
  void aSampleCutsATableIntoPartsOfAboutOneSize(String version) {
    Database database = Servers.get(version).createDatabase();
    database.run(
        "create table rows (place int, \"rows\" text, n int, primary key (\"rows\", place))"
            + " with (fillfactor = 45)",
        "insert into rows select i % 3, 'row ' || (i * 7919) % 100000"
            + " from generate_series(1, 50000) as i",
        // pages that have lost rows, and rows that have moved to another place of their page
        "delete from rows where ctid::text like '%3)'",
        "update rows set n = 1",
        "vacuum rows");

    try (Session session = database.session()) {
      SourceTable table = SourceTable.read(session, new TableName("public", "rows"));
      List<List<String>> bounds = table.boundsBySample(10);
      List<Long> sizes = new ArrayList<>();
      List<String> lower = List.of();
      for (List<String> bound : bounds) {
        sizes.add(rowsUpTo(database, lower, bound));
        lower = bound;
      }

      assertThat(bounds).hasSize(9);
      assertThat(sizes).allSatisfy(size -> assertThat(size).isBetween(1_000L, 7_000L));
      assertThat(table.boundsBySample(7_000)).as("too few rows for these").isEmpty();
      assertThat(table.boundsBySample(1)).isEmpty();
      assertThat(table.boundAfter(List.of(), 100, "rows.place <> 1")).hasSize(2);
    }
  }

  private static long rowsUpTo(Database database, List<String> lower, List<String> upper) {
    return database.count(
        "select count(*) from rows where (\"rows\", place) <= "
            + tuple(upper)
            + (lower.isEmpty() ? "" : " and (\"rows\", place) > " + tuple(lower)));
  }

  private static String tuple(List<String> key) {
    return "('" + key.get(0) + "', " + key.get(1) + ")";
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.4", "18"})
  void keysOfPaddedTypesAreBoundsAtTheirFullLength(String version) {
    Database database = Servers.get(version).createDatabase();
    database.run(
        "create table padded (id char(8), bits bit(8), primary key (id, bits))",
        "insert into padded select 'a' || i, i::bit(8) from generate_series(101, 200) as i");

    try (Session session = database.session()) {
      SourceTable table = SourceTable.read(session, new TableName("public", "padded"));
      List<String> bounds = new ArrayList<>();
      for (List<String> bound = table.boundAfter(List.of(), 60, "");
          !bound.isEmpty() && bounds.size() < 5;
          bound = table.boundAfter(bound, 60, "")) {
        bounds.add(String.join("/", bound));
      }

      assertThat(bounds).containsExactly("a160/10100000");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.4", "9.6", "18"})
  void aTableWhoseKeyIsCheckedLateIsCopiedAtOnce(String version) {
    Database database = Servers.get(version).createDatabase();
    boolean late = !version.equals("8.4");
    database.run("create table t (id int primary key" + (late ? " deferrable)" : ")"));

    try (Session session = database.session()) {
      SourceTable table = SourceTable.read(session, new TableName("public", "t"));

      assertThat(table.canBeChunked()).isEqualTo(!late);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.4", "9.6", "18"})
  void howManyRowsTakeSomeSpaceGoesByAllOfTheirBytes(String version) {
    Database database = Servers.get(version).createDatabase();
    database.run(
        "create table docs (id int primary key, body text) with (autovacuum_enabled = false)",
        "alter table docs alter body set storage external",
        "insert into docs select i, repeat('x', 10000) from generate_series(1, 100) as i");

    try (Session session = database.session()) {
      SourceTable uncounted = SourceTable.read(session, new TableName("public", "docs"));
      database.run("analyze docs", "insert into docs select id + 1000, body from docs");
      SourceTable grown = SourceTable.read(session, new TableName("public", "docs"));

      long bytes = uncounted.expectedBytes();
      assertThat(bytes).isBetween(1_000_000L, 2_000_000L);
      assertThat(uncounted.rowsOf(bytes)).isEmpty();
      // rows that are kept apart for the most part leave little to guess by: rather too few
      assertThat(uncounted.rowsOf(bytes / 2).orElseThrow()).isBetween(10, 50);
      assertThat(grown.rowsOf(2 * bytes + 100_000)).isEmpty();
      assertThat(grown.rowsOf(bytes).orElseThrow()).isBetween(50, 150);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"15", "18"})
  void partitionsCountWithAllTheirBytes(String version) {
    Database database = Servers.get(version).createDatabase();
    database.run(
        "create table days (day int, n int, primary key (day, n)) partition by range (day)",
        "create table early partition of days for values from (0) to (10) partition by list (day)",
        "create table zero partition of early for values in (0)",
        "create table one partition of early for values in (1)",
        "create table late partition of days for values from (10) to (20)",
        "create table plain (day int, n int)",
        "insert into days select d, n from (values (0), (1), (10)) v (d), generate_series(1, 9000) n",
        "insert into plain select * from days",
        "analyze");

    try (Session session = database.session()) {
      SourceTable whole = SourceTable.read(session, new TableName("public", "days"));
      SourceTable plain = SourceTable.read(session, new TableName("public", "plain"));

      assertThat(whole.expectedRows()).isEqualTo(27_000);
      assertThat(whole.expectedBytes()).isBetween(plain.expectedBytes(), 2 * plain.expectedBytes());
      assertThat(whole.rowsOf(whole.expectedBytes())).isEmpty();
      assertThat(whole.rowsOf(whole.expectedBytes() / 3).orElseThrow()).isBetween(8_500, 9_500);
    }
  }
}
