package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.jlondiste.error.ExitCode;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Writer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tables that somebody alters without telling the set: what still fits is applied, what does not
 * stops its table alone, and a fresh copy brings it back.
 */
@ParameterizedClass
@CsvSource({"18, 9.6", "9.6, 15"})
class AlteredTablesIT {
  private static final List<String> TABLES =
      List.of(
          "added",
          "default_added",
          "dropped",
          "made_anew",
          "renamed_column",
          "retyped",
          "renamed",
          "disabled",
          "swapped",
          "prepared",
          "other",
          "rekeyed",
          "rekeyed_and_doubled",
          "labelled",
          "gone",
          "column_lost",
          "narrowed",
          "lost");

  private final Database old;
  private final Database young;
  private final TwoNodes nodes;

  AlteredTablesIT(String oldVersion, String youngVersion, @TempDir Path directory) {
    old = Servers.get(oldVersion).createDatabase("altered");
    young = Servers.get(youngVersion).createDatabase("altered");
    nodes = TwoNodes.in(directory, old, young);
  }

  @BeforeEach
  void manyTablesInSync() {
    for (String table : TABLES) {
      nodes.run("create table " + table + " (id int primary key, note text, a int, b int)");
      old.run(
          "insert into " + table + " select i, 'row ' || i, i, -i from generate_series(1, 20) i");
    }
    nodes.run("create type mood as enum ('calm')", "alter table labelled add mood mood");
    nodes.replicate(TABLES.toArray(String[]::new));
    Await.until(
        "the root knows what its tables are",
        () -> old.count("select count(*) from jlondiste.table_shape") == TABLES.size());
  }

  @AfterEach
  void leaveNothingRunning() {
    nodes.close();
  }

  @Test
  void onlyTablesThatNoLongerFitStop() {
    young.run(
        "alter table prepared add c int default 7",
        "alter table column_lost drop note",
        "alter table narrowed alter a type smallint",
        "alter table lost rename to found");
    try (Writer writer = old.keepWritingTo("other").unhurried()) {
      writer.awaitMore(5);
      old.run(
          "alter table added add c int",
          "insert into added values (100, 'x', 1, 1, 1)",
          "alter table default_added add c int default 5",
          "alter table dropped drop a",
          "insert into dropped values (100, 'x', 1)",
          "update dropped set note = 'y' where id < 5",
          "drop table made_anew",
          "create table made_anew (id int primary key, note text, a int, b int)",
          "insert into made_anew values (1, 'unseen', 1, 1)",
          "alter table renamed_column rename a to c",
          "update renamed_column set c = 5 where id = 1",
          "alter table retyped alter a type numeric(10, 2) using a / 3.0",
          "alter table renamed rename to renamed_too",
          "insert into renamed_too values (100, 'x', 1, 1)",
          "alter table disabled disable trigger user",
          "insert into disabled values (100, 'unseen', 1, 1)",
          "alter table prepared add c int default 7",
          "insert into prepared values (100, 'x', 1, 1, 1)",
          "update column_lost set note = 'x' where id = 1",
          "update narrowed set a = 100000 where id = 1",
          "delete from lost where id = 1",
          "drop table gone",
          "alter type mood add value 'merry'",
          "insert into labelled values (100, 'x', 1, 1, 'calm'), (101, 'y', 1, 1, 'merry')");
      old.runTogether(
          "update rekeyed set note = 'by id' where id in (4, 5)",
          "delete from rekeyed where id = 6",
          "alter table rekeyed drop constraint rekeyed_pkey, add primary key (a)",
          "update rekeyed set id = 104 where a = 4",
          "update rekeyed set a = 106 where a = 5",
          "insert into rekeyed values (4, 'the id of another', 104, 0), (6, 'back', 6, 0)");
      old.runTogether(
          "update rekeyed_and_doubled set note = 'by id' where id = 4",
          "alter table rekeyed_and_doubled drop constraint rekeyed_and_doubled_pkey,"
              + " add primary key (a)",
          "insert into rekeyed_and_doubled values (4, 'the same id', 104, 0)");
      old.runTogether(
          "alter table swapped rename a to c",
          "alter table swapped rename b to a",
          "alter table swapped rename c to b");
      stops(
          "added",
          "column_lost",
          "default_added",
          "disabled",
          "gone",
          "labelled",
          "lost",
          "made_anew",
          "narrowed",
          "rekeyed_and_doubled",
          "renamed_column",
          "retyped",
          "swapped");
      writer.awaitMore(5).stop();
    }
    nodes.assertSameRows("other", "prepared", "rekeyed");
    assertThat(young.query("select id, note from dropped order by id"))
        .isEqualTo(old.query("select id, note from dropped order by id"));
    assertThat(young.query("select * from renamed order by id"))
        .isEqualTo(old.query("select * from renamed_too order by id"));
    nodes
        .leaf()
        .run("status")
        .exitsWith(ExitCode.DIFFERENT)
        .saying("ERR: table public.added stopped: ")
        .saying("the target's table has no column c")
        .saying("ERR: table public.retyped stopped: altered on the root: its column a became")
        .saying("ERR: table public.swapped stopped: altered on the root: its column")
        .saying("ERR: table public.gone stopped: the table was dropped on the root\n")
        .saying("ERR: table public.labelled stopped: ")
        .saying("invalid input value for enum public.mood: \"merry\"")
        .saying("the target takes no merry in column mood")
        .saying("ERR: table public.rekeyed_and_doubled stopped: ")
        .saying("(id)=(4) already exists")
        .saying("the table was dropped on the root and made anew")
        .saying("its trigger _londiste_myappq");

    old.run(
        "alter table disabled enable trigger user", "alter table renamed_too rename to renamed");
    young.run(
        "alter table added add c int",
        "alter table default_added add c int default 5",
        "alter table dropped drop a",
        "alter table renamed_column rename a to c",
        "alter table retyped alter a type numeric(10, 2)",
        "alter table column_lost add note text",
        "alter table narrowed alter a type int",
        "alter table found rename to lost",
        "alter type mood add value 'merry'",
        "alter table rekeyed_and_doubled drop constraint rekeyed_and_doubled_pkey,"
            + " add primary key (a)");
    nodes
        .leaf()
        .does(
            "resync",
            "added",
            "column_lost",
            "default_added",
            "disabled",
            "labelled",
            "lost",
            "made_anew",
            "narrowed",
            "rekeyed_and_doubled",
            "renamed_column",
            "retyped");
    goesOnWithoutACopy();
    nodes.root().does("remove-table", "gone");
    List<String> left = TABLES.stream().filter(table -> !table.equals("gone")).toList();
    nodes.leaf().awaitInSync(left.toArray(String[]::new));
    for (String table : left) {
      old.run(
          "insert into "
              + table
              + (table.startsWith("rekeyed") ? " (id, a) values (200, 200)" : " (id) values (200)"),
          "update " + table + " set b = 7 where id = 2");
    }
    nodes.assertSameRows(left.toArray(String[]::new));
    Await.until("nothing is stopped on the root", () -> stopped(old).isEmpty());
    assertThat(stopped(young)).isEmpty();
    nodes.leaf().does("compare");
  }

  /** Nobody wrote to it since: the other node makes the same change, and compare is the proof. */
  private void goesOnWithoutACopy() {
    young.runTogether(
        "alter table swapped rename a to c",
        "alter table swapped rename b to a",
        "alter table swapped rename c to b");
    nodes.leaf().does("remove-table", "swapped");
    nodes.leaf().does("add-table", "swapped", "--expect-sync");
    nodes.leaf().does("compare", "swapped");
  }

  private void stops(String... tables) {
    List<String> expected = List.of(tables).stream().map(table -> "public." + table).toList();
    Await.until("these stop: " + expected, () -> stopped(young).containsAll(expected));
    assertThat(stopped(young)).isEqualTo(expected);
  }

  private static List<String> stopped(Database database) {
    return database.query(
        "select table_name from jlondiste.stopped_table order by table_name collate \"C\"");
  }
}
