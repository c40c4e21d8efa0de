package org.jlondiste.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jlondiste.compare.Method;
import org.jlondiste.operation.RepairTables.Outcome;
import org.jlondiste.operation.RepairTables.Report;
import org.jlondiste.operation.RepairTables.Result;
import org.jlondiste.repair.Mending;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Writer;
import org.jlondiste.topology.LocalNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that were damaged on a node are made again what they are on the root. */
class RepairTablesIT {
  private static final String BACKSTAGE = "set session_replication_role = replica; ";

  private Place root = new Place(Servers.get("9.6").createDatabase("root"), "master");
  private Place leaf = new Place(Servers.get("18").createDatabase("leaf"), "slave");

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({"8.4, 17", "9.3, 18", "17, 9.6"})
  void damageIsMendedWhileEverybodyWrites(String rootVersion, String leafVersion) {
    root = new Place(Servers.get(rootVersion).createDatabase("root"), "master");
    leaf = new Place(Servers.get(leafVersion).createDatabase("leaf"), "slave");
    replicate(
        "create table orders (id int primary key, note text)",
        "create table \"Odd name\" (a text, b int, \"c'\" float4, d bytea, unique (b),"
            + " primary key (a, b))");
    root.database()
        .run(
            "insert into orders select i, 'n' from generate_series(1, 3000) i",
            "insert into \"Odd name\" select E'it''s \\\\ ' || i, i, 1 / i::float4,"
                + " decode('00ff5c27', 'hex') from generate_series(1, 500) i");
    try (Workers workers = Workers.of(root, leaf);
        Writer writer = root.database().keepWritingTo("orders")) {
      workers.awaitSync(leaf);
      for (int round = 0; round < 3; round++) {
        leaf.database()
            .run(
                BACKSTAGE
                    + "update orders set note = 'damaged' where id % 7 = 0 and id <= 3000; delete from orders where"
                    + " id % 11 = 0 and id < 3000; insert into orders values (-1, 'mine'), (-2, 'x')",
                BACKSTAGE
                    + "delete from \"Odd name\" where b <= 250; insert into \"Odd name\" select 'surplus'"
                    + " || b, b, null, null from generate_series(1, 100) b; update \"Odd name\" set"
                    + " \"c'\" = -1, d = null where b > 400");
        writer.awaitMore(20);

        Report repaired = repair(true);

        assertThat(repaired.allSame()).as("%s", repaired).isTrue();
        assertThat(repaired.results())
            .extracting(Result::table, Result::outcome)
            .containsExactlyInAnyOrder(
                tuple("public.orders", Outcome.MENDED), tuple("public.Odd name", Outcome.MENDED));
        Mending odd = mending(repaired, "public.Odd name");
        assertThat(odd).isEqualTo(new Mending(500, 350, 250, 100, 100));
        assertThat(mending(repaired, "public.orders").deletes()).isEqualTo(2);
        writer.awaitMore(20);
        assertThat(compare()).isTrue();
      }
    }
  }

  @Test
  void theScriptMendsWhatItSays() throws IOException {
    replicate(
        "create table parts (id int primary key, serial text unique, made timestamptz, spare"
            + " interval, doc json)",
        "create table notes (words text, at point)");
    root.database()
        .run(
            "insert into parts select i, 's' || i, timestamptz '2024-01-01 00:00:00.000001+05:30',"
                + " '1 mon -2 days', ('{\"a\":  1, \"a\": ' || i || '}')::json from generate_series(1, 50) i",
            "insert into notes select 'twice', null::point from generate_series(1, 4) union all"
                + " select 'Grüße', point '(1,2)'");
    leaf.database().run("alter table parts add size int generated always as (id * 2) stored");
    try (Workers workers = Workers.of(root, leaf)) {
      workers.awaitSync(leaf);
      leaf.database()
          .run(
              BACKSTAGE
                  + "update parts set serial = 'x' || id where id <= 2; update parts set serial = 's1'"
                  + " where id = 2; update parts set serial = 's2' where id = 1; update parts set doc"
                  + " = '{}', made = null where id = 5; delete from parts where id = 6; insert into"
                  + " parts values (99, 's6')",
              BACKSTAGE
                  + "delete from notes where words = 'Grüße'; insert into notes select"
                  + " 'twice', null::point from generate_series(1, 3); insert into notes values ('own', '(0,0)')");

      Report written = repair(false);

      assertThat(written.allSame()).isFalse();
      assertThat(mending(written, "public.parts")).isEqualTo(new Mending(50, 50, 1, 3, 1));
      assertThat(mending(written, "public.notes")).isEqualTo(new Mending(5, 8, 1, 0, 4));
      assertThat(compare()).as("nothing has been changed yet").isFalse();
      Path script = directory.resolve("fix.public.notes.sql");
      leaf.database().run(Files.readString(script, StandardCharsets.UTF_8));
      assertThat(
              leaf.database()
                  .query("select words, at::text, count(*) from notes group by 1, 2 order by 1"))
          .isEqualTo(
              root.database()
                  .query("select words, at::text, count(*) from notes group by 1, 2 order by 1"));
      // values of a unique column changed hands: one update after the other cannot mend that
      assertThat(repair(true).allSame()).isTrue();
      assertThat(compare()).isTrue();
      assertThat(leaf.database().count("select count(*) from parts where size = id * 2"))
          .isEqualTo(50);

      assertThat(repair(false).allSame()).isTrue();
      assertThat(script).doesNotExist();
    }
  }

  @Test
  void columnsOfTheTargetsOwnSurvive() {
    replicate("create table parts (id int primary key, name text)");
    leaf.database().run("alter table parts add remark text default 'new'");
    root.database().run("insert into parts select i, 'n' from generate_series(1, 5) i");
    try (Workers workers = Workers.of(root, leaf)) {
      workers.awaitSync(leaf);
      leaf.database()
          .run(
              BACKSTAGE
                  + "update parts set remark = 'kept'; update parts set name = 'bad' where id = 3;"
                  + " delete from parts where id = 4");

      assertThat(repair(true).allSame()).isTrue();

      assertThat(leaf.database().query("select id, name, remark from parts order by id"))
          .containsExactly("1|n|kept", "2|n|kept", "3|n|kept", "4|n|new", "5|n|kept");
    }
  }

  @Test
  void rowsThatTheConditionExcludesStayAsTheyAre() {
    replicate("create table parts (id int primary key, name text)");
    root.database().run("insert into parts select i, 'n' from generate_series(1, 9) i");
    try (Workers workers = Workers.of(root, leaf)) {
      workers.awaitSync(leaf);
      leaf.database().run(BACKSTAGE + "update parts set name = 'bad'");

      Report report = repair(true, "id < 4");

      assertThat(mending(report, "public.parts")).isEqualTo(new Mending(3, 3, 0, 3, 0));
      assertThat(leaf.database().query("select id from parts where name = 'n' order by id"))
          .containsExactly("1", "2", "3");
    }
  }

  @Test
  void rowsThatComeFromElsewhereStay() {
    replicate("create table parts (id int primary key, name text)");
    root.database().run("insert into parts select i, 'n' from generate_series(1, 5) i");
    try (Workers workers = Workers.of(root, leaf)) {
      workers.awaitSync(leaf);
      leaf.database()
          .run(
              "update londiste.table_info set table_attrs = 'copy_condition=id+%3C+1000'",
              BACKSTAGE
                  + "insert into parts values (1000, 'of another queue'); update parts set name ="
                  + " 'bad' where id = 2; insert into parts values (7, 'surplus')");

      Report report = repair(true);

      assertThat(mending(report, "public.parts")).isEqualTo(new Mending(5, 6, 0, 1, 1));
      assertThat(leaf.database().query("select id, name from parts order by id"))
          .containsExactly("1|n", "2|n", "3|n", "4|n", "5|n", "1000|of another queue");
      assertThat(compare()).isTrue();
    }
  }

  @Test
  void aConditionOnOtherColumnsThanTheKeyIsRefused() {
    replicate("create table parts (id int primary key, region text)");
    root.database().run("insert into parts values (5, 'us')");
    try (Workers workers = Workers.of(root, leaf)) {
      workers.awaitSync(leaf);
      leaf.database().run(BACKSTAGE + "update parts set region = 'eu'");

      Report report = repair(true, "region = 'eu'");

      assertThat(report.results())
          .singleElement()
          .extracting(Result::reason)
          .asString()
          .startsWith("--repair-where names columns beside the key: region");
      assertThat(leaf.database().query("select id, region from parts")).containsExactly("5|eu");
    }
  }

  @Test
  void aTableThatCannotBeMendedStaysAsItWasAndTheOthersAreMended() {
    replicate(
        "create table parts (id int primary key, name text)",
        "create table notes (id int primary key, name text)");
    root.database()
        .run(
            "insert into parts values (1, 'long name'), (2, 'b')",
            "insert into notes values (1, 'a')");
    try (Workers workers = Workers.of(root, leaf)) {
      workers.awaitSync(leaf);
      leaf.database()
          .run(
              BACKSTAGE + "delete from parts where id = 1; update parts set name = 'x'",
              "alter table parts add check (length(name) < 3)",
              BACKSTAGE + "delete from notes");

      Report report = repair(true);

      assertThat(report.allSame()).isFalse();
      assertThat(report.results())
          .extracting(Result::table, Result::outcome)
          .containsExactlyInAnyOrder(
              tuple("public.parts", Outcome.SKIPPED), tuple("public.notes", Outcome.MENDED));
      assertThat(report.results())
          .filteredOn(result -> result.outcome() == Outcome.SKIPPED)
          .first()
          .extracting(Result::reason)
          .asString()
          .contains("id=1", "check constraint");
      assertThat(leaf.database().query("select id, name from parts")).containsExactly("2|x");
      assertThat(leaf.database().query("select id, name from notes")).containsExactly("1|a");
    }
  }

  private void replicate(String... tables) {
    root.createRoot();
    leaf.createLeaf(root);
    for (Place place : List.of(root, leaf)) {
      place.database().run(tables);
    }
    for (Place place : List.of(root, leaf)) {
      place.addTables();
    }
  }

  private Report repair(boolean apply) {
    return repair(apply, "");
  }

  private Report repair(boolean apply, String condition) {
    return new RepairTables(node(), Waiter.sleeping())
        .run(
            new RepairTables.Request(
                List.of(),
                apply ? Optional.empty() : Optional.of(directory),
                condition,
                "",
                false,
                Optional.of(Duration.ofSeconds(60)),
                Duration.ofSeconds(10)));
  }

  private boolean compare() {
    return new CompareTables(node(), Waiter.sleeping())
        .run(
            new CompareTables.Request(
                List.of(),
                new Method(false, Optional.empty(), Optional.empty(), 10),
                false,
                Optional.of(Duration.ofSeconds(60)),
                Duration.ofSeconds(10)))
        .allSame();
  }

  private LocalNode node() {
    return new LocalNode(
        Place.QUEUE,
        leaf.node() + "_worker",
        purpose -> Place.DATABASES.open(leaf.location(), purpose),
        Place.DATABASES);
  }

  private static Mending mending(Report report, String table) {
    return report.results().stream()
        .filter(result -> result.table().equals(table))
        .findFirst()
        .flatMap(Result::mending)
        .orElseThrow();
  }
}
