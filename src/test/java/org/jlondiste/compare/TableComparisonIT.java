package org.jlondiste.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jlondiste.compare.Verdict.Outcome;
import org.jlondiste.error.ConfigurationError;
import org.jlondiste.handler.TableHandler;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Same rows are found to be the same, whatever the servers' versions; other rows are named. */
class TableComparisonIT {
  /** Two values of one type that are not the same. */
  private record Pair(String type, String one, String other) {}

  private static final String NOTES = "create table t (id int primary key, note text)";

  @ParameterizedTest
  @CsvSource({"8.4, 18", "9.3, 18", "9.6, 17", "15, 15", "17, 9.6"})
  void equalValuesOfManyTypesAreTheSame(String sourceVersion, String targetVersion) {
    Sides sides = Sides.of(sourceVersion, targetVersion);
    sides.both(
        "create domain share as float8",
        "create type mood as enum ('sad', 'it''s, ok')",
        "create type pair as (a int, b text)",
        "create type place as (x float8, name text)",
        "create table t (id bigint primary key, f4 real, f8 float8, f4s real[], f8s float8[],"
            + " sh share, b bytea, bs bytea[], n numeric, n2 numeric(12,4), d date, ts timestamp,"
            + " tz timestamptz, tt time, iv interval, tx text, vc varchar(20), ch char(8),"
            + " bo boolean, txs text[], ints int[], p point, bx box, ci circle, po polygon,"
            + " pa path, ls lseg, m money, ip inet, ci2 cidr, mac macaddr, bi bit(5),"
            + " vb bit varying, u uuid, o oid, mo mood, pr pair, pl place, pls place[],"
            + " tv tsvector, na name)",
        "insert into t values (1, '0.1', '0.1', '{0.1,NULL,1e-30}', '{{0.1,2},{3,4.5}}', 0.3,"
            + " E'\\\\000\\\\001abc\\\\377', array[E'\\\\001'::bytea, null], '1.50', 3.1, '2020-02-29',"
            + " '2020-01-01 12:00:00.123456', '2020-06-01 12:00:00+02', '23:59:59.999', "
            + " '1 year -2 days 03:04:05.6', E'a,''\"\\\\b\n', 'v', 'c', true,"
            + " array['a', null, 'NULL', '', 'x\"y'], '{1,2,NULL}', '(0.1,0.2)', '((0,0),(0.1,1))',"
            + " '<(0.1,0.2),0.3>', '((0,0),(0.1,0.1),(1,0))', '[(0,0),(0.7,1)]', '[(0,0),(0.1,1)]',"
            + " '-12.34', '10.0.0.1', '10.0.0.0/8', '08:00:2b:01:02:03', B'10101', B'101',"
            + " 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 4294967295, 'it''s, ok',"
            + " row(1, 'x,'), row(0.1, 'here'), array[row(0.1, 'here')::place, null],"
            + " 'fat cat', 'some name')",
        "insert into t (id) values (2)",
        "insert into t (id, f4, f8, f8s, n, d, ts, tz, tx, vc, ch, txs, b) values (3, 'NaN', 'NaN',"
            + " '{NaN,Infinity,-Infinity,-0}', 'NaN', '4713-01-01 BC', 'infinity', '-infinity', '',"
            + " '', '', '{}', '')",
        "insert into t (id, f4, f8, n) select i, 1.0 / i, 1.0 / (i * i + 0.1), 1.0 / i from"
            + " generate_series(10, 300) i");

    Verdict verdict = sides.compare();

    assertThat(sides.differences()).isEmpty();
    assertThat(verdict.outcome()).isEqualTo(Outcome.SAME);
    assertThat(verdict.sourceRows()).contains(294L);
    assertThat(verdict.targetRows()).contains(294L);
  }

  /** The moment that is looked at shows no row of what was written anew behind it. */
  @ParameterizedTest
  @CsvSource({
    "9.6, alter table t alter column note type varchar(90)",
    "9.3, truncate t",
    "15, truncate part",
    "18, alter table part set unlogged",
    "15, drop table part"
  })
  void ofATableWrittenAnewMeanwhileNothingIsSaid(String version, String statement) {
    Sides sides = Sides.of(version, "18");
    boolean partitioned = statement.contains("part");
    sides.source.run(partitioned ? NOTES + " partition by range (id)" : NOTES);
    if (partitioned) {
      sides.source.run("create table part partition of t for values from (0) to (10)");
    }
    sides.target.run(NOTES);
    sides.both("insert into t values (1, 'a'), (2, 'b')");
    TableName name = new TableName("public", "t");
    try (Session here = sides.source.session();
        Session there = sides.target.session()) {
      TableComparison comparison = new TableComparison(here, there, Sides.ROWS);
      Snapshots.hold(
          here,
          () -> {
            Snapshots.current(here);
            sides.source.run(statement);
            assertThatThrownBy(
                    () -> comparison.rows(name, "", name, "", new TableHandler() {}, false))
                .isInstanceOf(RewrittenTable.class);
            assertThatThrownBy(() -> comparison.compare(name, name, name, ""))
                .isInstanceOf(RewrittenTable.class)
                .hasMessageContaining("was written anew");
            return true;
          });
    }
  }

  @ParameterizedTest
  @CsvSource({"9.6, 17", "17, 17"})
  void equalRangesAndDocumentsAreTheSame(String sourceVersion, String targetVersion) {
    Sides sides = Sides.of(sourceVersion, targetVersion);
    sides.both(
        "create type floats as range (subtype = float8)",
        "create table t (id int primary key, r int4range, f floats, fs floats[], tr tstzrange,"
            + " j json, jb jsonb, l pg_lsn, x xml)",
        "insert into t values (1, '[1,5)', '[0.1,0.7)', array['(0.1,)'::floats, 'empty'],"
            + " '[2020-01-01 00:00+00,)', '{\"b\" : 1.0, \"a\":null}',"
            + " '{\"b\" : 1.0, \"a\":null, \"c\": 1e3}', '1/AB', '<a>&amp;</a>'), (2, 'empty', null, '{}',"
            + " null, 'null', 'null', null, '')");

    assertThat(sides.differences()).isEmpty();
    assertThat(sides.compare().outcome()).isEqualTo(Outcome.SAME);
  }

  @ParameterizedTest
  @CsvSource({"8.4, 18", "9.6, 18"})
  void anyOtherValueIsNoticed(String sourceVersion, String targetVersion) {
    List<Pair> pairs =
        List.of(
            new Pair("float8", "'0.3'", "'0.30000000000000004'"),
            new Pair("real", "'0.1'", "'0.10000001'"),
            new Pair("float8", "'0'", "'-0'"),
            new Pair("float8[]", "'{0.3}'", "'{0.30000000000000004}'"),
            new Pair("point", "'(0,0.3)'", "'(0,0.30000000000000004)'"),
            new Pair("text", "''", "null"),
            new Pair("text", "'NULL'", "null"),
            new Pair("text", "'a'", "'b'"),
            new Pair("bytea", "''", "null"),
            new Pair("bytea", "'abc'", "'abd'"),
            new Pair("text[]", "'{NULL}'", "'{\"NULL\"}'"),
            new Pair("text[]", "'{}'", "null"),
            new Pair("numeric", "1.5", "1.50"),
            new Pair("integer", "1", "2"),
            new Pair("boolean", "true", "false"),
            new Pair("timestamp", "'2020-01-01'", "'2020-01-01 00:00:00.000001'"),
            new Pair("interval", "'24:00:00'", "'1 day'"),
            new Pair("money", "'1.00'", "'1.01'"));
    Sides sides =
        Sides.of(sourceVersion, targetVersion)
            .by(new Method(false, Optional.empty(), Optional.empty(), 100));
    sides.both("create table t (id int primary key, before text default 'b')");
    List<String> expected = new ArrayList<>();
    for (int i = 10; i < pairs.size() + 10; i++) {
      Pair pair = pairs.get(i - 10);
      sides.both("alter table t add value_" + i + " " + pair.type());
      sides.source.run(
          "insert into t (id, value_" + i + ") values (" + i + ", " + pair.one() + ")");
      sides.target.run(
          "insert into t (id, value_" + i + ") values (" + i + ", " + pair.other() + ")");
      expected.add("id=" + i + " 1/1 [value_" + i + "]");
    }

    assertThat(sides.compare().outcome()).isEqualTo(Outcome.DIFFERENT);
    assertThat(sides.differences()).containsExactlyElementsOf(expected);
  }

  @Test
  void aValueThatMovesToTheNextColumnIsNoticed() {
    Sides sides = Sides.of("15", "18");
    sides.both("create table t (id int primary key, a text, b text, c int, d int)");
    sides.source.run("insert into t values (1, 'x', null, 1, null), (2, 'p,''q', 'r', 12, 3)");
    sides.target.run("insert into t values (1, null, 'x', null, 1), (2, 'p', 'q,''r', 1, 23)");

    assertThat(sides.differences())
        .containsExactly("id=1 1/1 [a, b, c, d]", "id=2 1/1 [a, b, c, d]");
  }

  @Test
  void rowsOfOneSideOnlyAreNamed() {
    Sides sides = Sides.of("9.6", "18");
    sides.both(
        "create table t (place text, nr int, note text, primary key (place, nr))",
        "insert into t select 'p' || i, i, 'n' from generate_series(1, 5000) i");
    sides.source.run("delete from t where nr = 17", "update t set note = 'm' where nr = 4000");
    sides.target.run("delete from t where nr = 99");

    Verdict verdict = sides.compare();

    assertThat(verdict.sourceRows()).contains(4999L);
    assertThat(verdict.targetRows()).contains(4999L);
    assertThat(verdict.differences().rows()).isEqualTo(3);
    assertThat(verdict.differences().complete()).isTrue();
    assertThat(sides.differences())
        .containsExactly(
            "place=p17, nr=17 0/1 []",
            "place=p4000, nr=4000 1/1 [note]",
            "place=p99, nr=99 1/0 []");
  }

  @Test
  void ofManyDifferencesTheFirstAreNamedAndAllAreCounted() {
    Sides sides = Sides.of("15", "18");
    sides.by(new Method(false, Optional.empty(), Optional.empty(), 3));
    sides.both(NOTES, "insert into t select i, 'n' from generate_series(1, 20000) i");
    sides.target.run("update t set note = 'm' where id % 2 = 0");

    Differences differences = sides.compare().differences();

    assertThat(differences.rows()).isEqualTo(10000);
    assertThat(differences.complete()).isTrue();
    assertThat(differences.shown()).hasSize(3);
  }

  @Test
  void whatIsTooMuchToCountIsSaidToBeMore() {
    Sides sides = Sides.of("15", "18");
    sides.by(new Method(false, Optional.empty(), Optional.empty(), 2));
    sides.both(NOTES, "insert into t select i, 'n' from generate_series(1, 150000) i");
    sides.target.run("update t set note = 'm'");

    Differences differences = sides.compare().differences();

    assertThat(differences.rows()).isBetween(90000L, 149999L);
    assertThat(differences.complete()).isFalse();
    assertThat(differences.shown()).hasSize(2);
  }

  @Test
  void rowsWithoutKeyAreCounted() {
    Sides sides = Sides.of("9.6", "18");
    sides.both(
        "create table t (a int, b text)",
        "insert into t values (1, 'x'), (1, 'x'), (2, null), (2, null), (3, 'z')");
    assertThat(sides.compare().outcome()).isEqualTo(Outcome.SAME);
    sides.source.run("insert into t values (1, 'x'), (4, '')");
    sides.target.run("delete from t where a = 3", "insert into t values (5, 'v'), (5, 'v')");

    assertThat(sides.differences())
        .containsExactly("(1,x) 3/2 []", "(3,z) 1/0 []", "(4,\"\") 1/0 []", "(5,v) 0/2 []");
  }

  @Test
  void emptyTablesAreTheSame() {
    Sides sides = Sides.of("9.6", "18");
    sides.both(NOTES);

    assertThat(sides.compare().outcome()).isEqualTo(Outcome.SAME);
    sides.target.run("insert into t values (1, null)");
    assertThat(sides.differences()).containsExactly("id=1 0/1 []");
  }

  @Test
  void columnsMayStandInAnotherOrderAndBeWider() {
    Sides sides = Sides.of("9.6", "18");
    sides.source.run(
        "create table t (gone int, id int primary key, note varchar(10), n int)",
        "alter table t drop column gone",
        "insert into t values (1, 'a', 5)");
    sides.target.run(
        "create table t (n bigint, note text, id bigint primary key)",
        "insert into t values (5, 'a', 1)");

    assertThat(sides.compare().outcome()).isEqualTo(Outcome.SAME);
  }

  @Test
  void columnsOfOneSideOnlyAreNamedAndIgnored() {
    Sides sides = Sides.of("9.6", "18");
    sides.source.run(
        "create table t (id int primary key, old text)", "insert into t values (1, 'x')");
    sides.target.run(
        "create table t (id int primary key, \"New\" text)", "insert into t values (1, 'y')");

    Verdict verdict = sides.compare();

    assertThat(verdict.outcome()).isEqualTo(Outcome.SAME);
    assertThat(verdict.ignoredColumns()).containsExactly("old", "New");
  }

  @Test
  void generatedColumnsAreComparedToo() {
    Sides sides = Sides.of("15", "18");
    sides.source.run(
        "create table t (id int primary key, d int generated always as (id * 2) stored)");
    sides.target.run(
        "create table t (id int primary key, d int generated always as (id * 3) virtual)");
    sides.both("insert into t values (1)");

    assertThat(sides.differences()).containsExactly("id=1 1/1 [d]");
  }

  @Test
  void rowsOfInheritedTablesDoNotCountAndThoseOfPartitionsDo() {
    Sides sides = Sides.of("9.6", "18");
    sides.source.run(
        NOTES,
        "create table child () inherits (t)",
        "insert into t values (1, 'a'), (20, 'b')",
        "insert into child values (5, 'c')");
    sides.target.run(
        "create table t (id int primary key, note text) partition by range (id)",
        "create table low partition of t for values from (0) to (10)",
        "create table high partition of t for values from (10) to (100)",
        "insert into t values (1, 'a'), (20, 'b')");

    assertThat(sides.differences()).isEmpty();
    assertThat(sides.compare().outcome()).isEqualTo(Outcome.SAME);
  }

  @Test
  void aConditionSaysWhichRowsOfTheSourceCount() {
    Sides sides = Sides.of("9.6", "18").where("id % 2 = 0 or false");
    sides.source.run(NOTES, "insert into t select i, 'n' from generate_series(1, 100) i");
    sides.target.run(NOTES, "insert into t select i * 2, 'n' from generate_series(1, 50) i");

    assertThat(sides.compare().outcome()).isEqualTo(Outcome.SAME);
    sides.target.run("update t set note = 'm' where id = 50");
    assertThat(sides.differences()).containsExactly("id=50 1/1 [note]");
  }

  @Test
  void countsAloneDoNotTellMore() {
    Sides sides = Sides.of("9.6", "18");
    sides.by(new Method(true, Optional.empty(), Optional.empty(), 10));
    sides.both(NOTES);
    sides.source.run("insert into t values (1, 'a')");
    sides.target.run("insert into t values (1, 'b')");
    assertThat(sides.compare().outcome()).isEqualTo(Outcome.SAME);
    sides.target.run("insert into t values (2, 'b')");

    Verdict verdict = sides.compare();

    assertThat(verdict.outcome()).isEqualTo(Outcome.DIFFERENT);
    assertThat(verdict.differences().shown()).isEmpty();
  }

  @Test
  void aQueryOfTheOperatorsDecides() {
    Method method =
        new Method(
            true,
            Optional.of("select count(1) as cnt, max(length(_COLS_::text)) as l from only _TABLE_"),
            Optional.of("%(cnt)d rows, longest %(l)s"),
            10);
    Sides sides = Sides.of("9.6", "18").by(method);
    sides.both(NOTES);
    sides.source.run("insert into t values (1, 'a')");
    sides.target.run("insert into t values (1, 'b')");
    assertThat(sides.compare().outcome()).isEqualTo(Outcome.SAME);
    sides.target.run("update t set note = 'longer'");

    Verdict verdict = sides.compare();

    assertThat(verdict.outcome()).isEqualTo(Outcome.DIFFERENT);
    assertThat(verdict.sourceRows()).contains(1L);
  }

  @Test
  void aFormatThatAsksForWhatIsNotThereIsRefused() {
    Method method = new Method(false, Optional.of("select 1 as cnt"), Optional.of("%(sum)s"), 10);
    Sides sides = Sides.of("15", "18").by(method);
    sides.both(NOTES);

    assertThatThrownBy(sides::compare)
        .isInstanceOf(ConfigurationError.class)
        .hasMessageContaining("compare_fmt shows sum");
  }

  @Test
  void aTableThatIsNotThereIsSkipped() {
    Sides sides = Sides.of("15", "18");
    sides.source.run(NOTES);

    Verdict verdict = sides.compare();

    assertThat(verdict.outcome()).isEqualTo(Outcome.SKIPPED);
    assertThat(verdict.reason()).contains("public.t does not exist");
  }

  @Test
  void databasesOfDifferentEncodingsAreCompared() {
    Database latin =
        Servers.get("9.6").createDatabase("latin", "encoding 'LATIN1' lc_collate 'C' lc_ctype 'C'");
    Sides sides = Sides.of(latin, Servers.get("18").createDatabase());
    sides.both(NOTES, "insert into t values (1, 'Grüße'), (2, 'déjà')");
    assertThat(sides.compare().outcome()).isEqualTo(Outcome.SAME);
    sides.target.run("insert into t values (3, 'ñ')", "update t set note = 'deja' where id = 2");

    assertThat(sides.differences()).containsExactly("id=2 1/1 [note]", "id=3 0/1 []");
  }

  @Test
  void bytesWithoutEncodingAreCompared() {
    Database ascii =
        Servers.get("9.6")
            .createDatabase("ascii", "encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C'");
    Sides sides = Sides.of(ascii, Servers.get("18").createDatabase());
    sides.both(
        "create table t (name text primary key, note text)",
        "insert into t values ('Grüße', 'é'), ('x', 'y')");
    assertThat(sides.compare().outcome()).isEqualTo(Outcome.SAME);
    sides.source.run("insert into t values (E'broken\\351', 'z')");

    assertThat(sides.differences()).containsExactly("name=broken\\351 1/0 []");
  }

  @Test
  void whereMd5IsForbiddenAnotherDigestServes() {
    Sides sides = Sides.of("15", "18");
    sides.both(NOTES, "insert into t select i, 'n' from generate_series(1, 100) i");
    sides.target.run("alter function pg_catalog.md5(text) rename to md5_is_forbidden");

    assertThat(sides.compare().outcome()).isEqualTo(Outcome.SAME);
    sides.target.run("update t set note = 'm' where id = 50");
    assertThat(sides.differences()).containsExactly("id=50 1/1 [note]");
  }

  @Test
  void aKeyThatOnlyOneSideGuardsMayStandTwiceOnTheOther() {
    Sides sides = Sides.of("9.6", "18");
    sides.source.run(NOTES, "insert into t values (1, 'a'), (2, 'b')");
    sides.target.run(
        "create table t (id int, note text)", "insert into t values (1, 'a'), (1, 'a'), (2, 'b')");

    assertThat(sides.differences()).containsExactly("id=1 1/2 []");
  }
}
