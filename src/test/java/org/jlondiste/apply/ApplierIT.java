package org.jlondiste.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.stream.IntStream;
import org.jlondiste.change.Operation;
import org.jlondiste.change.StatementChange;
import org.jlondiste.model.TableName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes end up in the target as they were told, or the event that cannot be is named. */
class ApplierIT {
  private static final String PLAIN = "create table t (id int primary key, note text)";
  private static final String UNIQUE =
      "create table t (id int primary key, note text, place int unique)";

  @ParameterizedTest
  @ValueSource(strings = {"8.4", "9.3", "9.6", "18"})
  void insertsUpdatesAndDeletesArrive(String version) {
    try (Target target = new Target(version, PLAIN, "insert into t values (1, 'a'), (2, 'b')")) {
      target.insert("3", "c").update("1", "a2").delete("2").insert("4", null).update("4", "d");
      target.apply();

      assertThat(target.rows()).containsExactly("1|a2", "3|c", "4|d");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.4", "9.3", "9.6", "18"})
  void manyChangesArrive(String version) {
    try (Target target = new Target(version, PLAIN)) {
      IntStream.range(0, 3000).forEach(i -> target.insert("" + i, "new\t\"\\ '" + i + ","));
      target.apply();
      IntStream.range(0, 3000)
          .forEach(
              i -> {
                if (i % 3 == 0) {
                  target.delete("" + i);
                } else if (i % 3 == 1) {
                  target.update("" + i, "changed \"{\\}, '" + i);
                }
              });
      target.apply();

      assertThat(target.database.count("select count(*) from t")).isEqualTo(2000);
      assertThat(target.database.value("select note from t where id = 4"))
          .isEqualTo("changed \"{\\}, '4");
      assertThat(target.database.value("select note from t where id = 5"))
          .isEqualTo("new\t\"\\ '5,");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.3", "9.6", "18"})
  void valuesThatChangeHandsEndUpRight(String version) {
    try (Target target =
        new Target(
            version, UNIQUE, "insert into t select i, 'x', i from generate_series(1, 9) i")) {
      target.columns(1, "id", "note", "place");
      target.update("1", "x", "2").update("2", "x", "1");
      IntStream.range(3, 9).forEach(i -> target.update("" + i, "y", "" + (i + 1)));
      target.update("9", "y", "3");
      target.apply();

      assertThat(target.database.value("select array_agg(place order by id) from t"))
          .isEqualTo("{2,1,4,5,6,7,8,9,3}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.3", "9.6", "18"})
  void anUpdateOfARowThatIsNotThereIsNamed(String version) {
    try (Target target = new Target(version, PLAIN, "insert into t values (1, 'a'), (3, 'c')")) {
      target.update("1", "a2").update("2", "b2").update("3", "c2");

      ApplyConflict conflict = catchThrowableOfType(ApplyConflict.class, () -> target.apply());

      assertThat(conflict.eventId()).isEqualTo(2);
      assertThat(conflict.operation()).isEqualTo("UPDATE");
      assertThat(conflict.table()).isEqualTo(new TableName("public", "t"));
      assertThat(conflict.key()).isEqualTo("id=2");
      assertThat(conflict.reason()).isEqualTo("the row is not there");
      assertThat(target.rows()).containsExactly("1|a", "3|c");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.3", "18"})
  void aDeleteOfARowThatIsNotThereIsNamed(String version) {
    try (Target target = new Target(version, PLAIN)) {
      IntStream.range(1, 100).forEach(i -> target.insert("" + i, "x"));
      target.delete("7").delete("7");

      assertThatThrownBy(target::apply)
          .isInstanceOf(ApplyConflict.class)
          .hasMessageContaining("event 101")
          .hasMessageContaining("DELETE of id=7")
          .hasMessageContaining("not there");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.3", "18"})
  void anInsertOfARowThatIsThereIsNamed(String version) {
    try (Target target = new Target(version, PLAIN, "insert into t values (50, 'old')")) {
      IntStream.range(1, 100).forEach(i -> target.insert("" + i, "x"));

      assertThatThrownBy(target::apply)
          .isInstanceOf(ApplyConflict.class)
          .hasMessageContaining("event 50")
          .hasMessageContaining("t_pkey");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.3", "18"})
  void withoutAUniqueIndexRowsAreCounted(String version) {
    try (Target target =
        new Target(
            version,
            "create table t (id int, note text)",
            "insert into t values (1, 'a'), (2, 'b'), (2, 'b'), (3, 'c')")) {
      target.update("1", "a2").insert("4", "d").delete("3").apply();
      assertThat(target.rows()).containsExactly("1|a2", "2|b", "2|b", "4|d");

      target.insert("1", "a3");
      assertThatThrownBy(target::apply).hasMessageContaining("already there");
      target.update("2", "b2");
      assertThatThrownBy(target::apply).hasMessageContaining("2 rows have this key");
      target.insert("9", "").update("1", "").insert("8", "").delete("2");
      assertThatThrownBy(target::apply).hasMessageContaining("2 rows have this key");
      assertThat(target.rows()).containsExactly("1|a2", "2|b", "2|b", "4|d");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.6", "18"})
  void aDeferrableKeyIsCountedToo(String version) {
    try (Target target =
        new Target(
            version,
            "create table t (id int primary key deferrable, note text)",
            "insert into t values (1, 'a')")) {
      target.insert("1", "again");

      assertThatThrownBy(target::apply).hasMessageContaining("already there");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.3", "18"})
  void replaceAndRemoveTakeTheRowAsTheyFindIt(String version) {
    try (Target target = new Target(version, PLAIN, "insert into t values (1, 'a'), (2, 'b')")) {
      target.replace("1", "a2").remove("2").replace("3", "c").remove("4").apply();

      assertThat(target.rows()).containsExactly("1|a2", "3|c");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.3", "18"})
  void redoGoesOverWhateverACopyLeft(String version) {
    try (Target target = new Target(version, PLAIN, "insert into t values (1, 'late'), (9, 'z')")) {
      target.insert("1", "early").update("1", "late").update("2", "b").delete("3");
      target.insert("9", "x").delete("9");
      target.apply(ApplyMode.REDO);

      assertThat(target.rows()).containsExactly("1|late", "2|b");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.3", "18"})
  void redoKeepsColumnsThatEventsDoNotKnow(String version) {
    try (Target target =
        new Target(
            version,
            "create table t (id int primary key, own text default 'own', note text)",
            "insert into t values (1, 'mine', 'a')")) {
      target.insert("1", "a2").insert("2", "b").apply(ApplyMode.REDO);

      assertThat(target.rows()).containsExactly("1|mine|a2", "2|own|b");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.4", "9.3", "9.6", "18"})
  void rowsWithoutKeyAreFoundByWhatTheyLookLike(String version) {
    try (Target target =
        new Target(
            version,
            "create table t (a int, b text, f float8, c char(5))",
            "insert into t values (1, 'x', 0.1, 'ab'), (1, 'x', 0.5, 'ab'), (2, null, 0.1, null)")) {
      target.columns(0, "a", "b", "f", "c");
      target.delete("1", "x", "0.10000000000000001", "ab   ").insert("3", "y", null, null);
      target.delete("2", null, "0.1", null).insert("2", "n", "0.5", null).apply();

      assertThat(target.rows()).containsExactly("1|x|0.5|ab   ", "2|n|0.5|null", "3|y|null|null");
      target.delete("1", "x", "0.2", "ab   ");
      assertThatThrownBy(target::apply)
          .isInstanceOf(ApplyConflict.class)
          .hasMessageContaining("not there");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.4", "9.3", "9.6", "18"})
  void manyRowsWithoutKeyGoTogether(String version) {
    try (Target target =
        new Target(
            version,
            "create table t (a int, b text)",
            "insert into t select i / 2, 'x' from generate_series(2, 101) i")) {
      target.columns(0, "a", "b");
      IntStream.rangeClosed(1, 50).forEach(i -> target.delete("" + i, "x"));
      IntStream.rangeClosed(1, 9).forEach(i -> target.delete("" + i, "x"));
      target.insert("1", "x").apply();

      assertThat(target.database.count("select count(*) from t")).isEqualTo(42);
      assertThat(target.database.count("select count(*) from t where a < 10")).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.3", "18"})
  void equalKeysOfDifferentTextAreTheSameRow(String version) {
    try (Target target =
        new Target(version, "create table t (id numeric primary key, note text)")) {
      target.insert("1.0", "a").update("1.00", "b").delete("1.00").insert("1", "c").apply();
      assertThat(target.rows()).containsExactly("1|c");

      target.update("1.000", "d").apply();
      assertThat(target.rows()).containsExactly("1.000|d");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.3", "18"})
  void aTableOfNothingButItsKeyWorks(String version) {
    try (Target target =
        new Target(
            version,
            "create table t (a int, b text, primary key (a, b))",
            "insert into t values (1, 'x')")) {
      target.columns(2, "a", "b").update("1", "x").insert("2", "y").apply();
      assertThat(target.rows()).containsExactly("1|x", "2|y");

      target.update("7", "x");
      assertThatThrownBy(target::apply).hasMessageContaining("a=7, b=x");
      target.replace("7", "x").apply();
      target.insert("7", "x").insert("8", "x").apply(ApplyMode.REDO);
      assertThat(target.rows()).containsExactly("1|x", "2|y", "7|x", "8|x");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.3", "18"})
  void truncationKeepsItsPlace(String version) {
    try (Target target =
        new Target(
            version,
            PLAIN,
            "create table u (id int primary key, note int references t)",
            "insert into t values (1, 'a')",
            "insert into u values (1, 1)")) {
      target
          .insert("2", "b")
          .truncate()
          .insert("1", "c")
          .table("public.u")
          .insert("5", "1")
          .apply();

      assertThat(target.rows()).containsExactly("5|1");
      assertThat(target.table("public.t").rows()).containsExactly("1|c");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.3", "18"})
  void partialSqlIsAppliedAndCounted(String version) {
    TableName table = new TableName("public", "t");
    try (Target target = new Target(version, PLAIN)) {
      target.add(new StatementChange(1, Operation.INSERT, table, "(id,note) values ('1','a?:x')"));
      target.add(new StatementChange(2, Operation.INSERT, table, "(id,note) values ('2',null)"));
      target.add(new StatementChange(3, Operation.UPDATE, table, "note='b' where id='2'"));
      target.add(new StatementChange(4, Operation.DELETE, table, "id='1'")).apply();
      assertThat(target.rows()).containsExactly("2|b");

      target.add(new StatementChange(5, Operation.DELETE, table, "id='2'"));
      target.add(new StatementChange(6, Operation.DELETE, table, "id='2'"));
      assertThatThrownBy(target::apply).hasMessageContaining("event 6");
      assertThat(target.rows()).containsExactly("2|b");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.3", "18"})
  void whatTheTargetLacksIsNamed(String version) {
    try (Target target = new Target(version, PLAIN)) {
      target.columns(1, "id", "note", "colour").insert("1", "a", "red");
      assertThatThrownBy(target::apply)
          .isInstanceOf(ApplyConflict.class)
          .hasMessageContaining("no column colour");

      target.database.run("alter table t add colour text");
      target.insert("1", "a", "red").apply();
      assertThat(target.rows()).containsExactly("1|a|red");

      target.table("public.ghost").insert("1", "a", "red");
      assertThatThrownBy(target::apply)
          .isInstanceOf(ApplyConflict.class)
          .hasMessageContaining("no such table");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.3", "18"})
  void aTableAlteredBehindOurBackIsReadAgain(String version) {
    try (Target target = new Target(version, PLAIN)) {
      IntStream.range(0, 50).forEach(i -> target.insert("" + i, "7"));
      target.apply();
      target.database.run(
          "alter table t alter note type int using note::int",
          "alter table t rename id to key",
          "alter table t add id int",
          "update t set id = key",
          "create unique index on t (id)",
          "alter table t drop key");
      IntStream.range(0, 50).forEach(i -> target.update("" + i, "8"));
      target.apply();

      assertThat(target.database.count("select count(*) from t where note = 8")).isEqualTo(50);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.3", "18"})
  void aValueThatTheTargetRefusesIsNamed(String version) {
    try (Target target =
        new Target(
            version,
            "create table t (id int primary key, note varchar(5) check (note <> 'bad'))")) {
      IntStream.range(1, 50).forEach(i -> target.insert("" + i, i == 30 ? "bad" : "good"));
      assertThatThrownBy(target::apply)
          .hasMessageContaining("event 30")
          .hasMessageContaining("check");

      IntStream.range(1, 50).forEach(i -> target.insert("" + i, i == 30 ? "too long" : "good"));
      assertThatThrownBy(target::apply).hasMessageContaining("event 79");

      IntStream.range(1, 50).forEach(i -> target.insert("" + i, "good"));
      target.apply();
      IntStream.range(1, 50).forEach(i -> target.update("" + i, i == 30 ? "too long" : "fine"));
      assertThatThrownBy(target::apply).hasMessageContaining("event 177");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.6", "18"})
  void childrenOfAParentAreNotTouched(String version) {
    try (Target target =
        new Target(
            version,
            PLAIN,
            "create table child () inherits (t)",
            "insert into t values (1, 'a'), (3, 'c')",
            "insert into child values (1, 'child')")) {
      target.update("1", "a2").delete("3").apply();
      assertThat(target.rows()).containsExactly("1|a2", "1|child");

      target.truncate().apply();
      assertThat(target.rows()).containsExactly("1|child");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"10", "18"})
  void partitionsTakeTheirRows(String version) {
    try (Target target =
        new Target(
            version,
            "create table t (id int not null, note text) partition by range (id)",
            "create table low partition of t for values from (0) to (100)",
            "create table high partition of t for values from (100) to (200)",
            "alter table low add primary key (id)",
            "alter table high add primary key (id)")) {
      IntStream.range(50, 150).forEach(i -> target.insert("" + i, "x"));
      target.update("60", "y").delete("61").update("140", "z").apply();

      assertThat(target.database.count("select count(*) from high")).isEqualTo(50);
      target.truncate().insert("7", "x").columns(0, "id", "note").apply();
      target.insert("7", "x").delete("7", "x").delete("7", "x").apply();
      assertThat(target.rows()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"18"})
  void columnsThatTheTargetComputesAreLeftToIt(String version) {
    try (Target target =
        new Target(
            version,
            "create table t (id int generated always as identity primary key, a int, twice int"
                + " generated always as (a * 2) stored, virtually int generated always as (a * 3))")) {
      target.columns(1, "id", "a", "twice", "virtually");
      target.insert("5", "1", "99", "99").insert("6", "2", "98", "97").update("6", "3", "0", "0");
      target.apply();
      IntStream.range(10, 60).forEach(i -> target.insert("" + i, "1", "9", null));
      IntStream.range(10, 60).forEach(i -> target.update("" + i, "2", "9", null));
      target.update("5", "4", "0", "0").apply();

      assertThat(target.database.query("select * from t where id < 11 order by id"))
          .containsExactly("5|4|8|12", "6|3|6|9", "10|2|4|6");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"18"})
  void anIdentityBesideTheKeyFollows(String version) {
    try (Target target =
        new Target(
            version, "create table t (id int primary key, n int generated always as identity)")) {
      target.columns(1, "id", "n").insert("1", "7").insert("2", "8").apply();
      target.update("1", "70").update("2", "8").apply();

      assertThat(target.rows()).containsExactly("1|70", "2|8");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.3", "9.6", "18"})
  void valuesOfManyTypesArriveAsTheyAre(String version) {
    String table =
        "create table t (id int primary key, a int[], t text[], h char(3), v varchar(4), b bytea,"
            + " n numeric(10,2), f float4, d float8, j json, x xml, i interval, ts timestamptz,"
            + " bx box[], p point, e mood, dm positive, r int4range, c combo, m money, bt bit(3),"
            + " ch \"char\", nm name)";
    try (Target target =
        new Target(
            version,
            "create type mood as enum ('fine', 'it''s \"so, so\"')",
            "create domain positive as int check (value > 0)",
            "create type combo as (a int, b text)",
            table)) {
      target.columns(
          1, "id", "a", "t", "h", "v", "b", "n", "f", "d", "j", "x", "i", "ts", "bx", "p", "e",
          "dm", "r", "c", "m", "bt", "ch", "nm");
      String[] values = {
        "",
        "[0:1]={1,NULL}",
        "{\"a\\\"b\",NULL,\"\",\"NULL\"}",
        "ab ",
        "äöü€",
        "\\x00ff5c",
        "12.30",
        "0.1",
        "0.30000000000000004",
        "{\"a\" : [1.10, null]}",
        "<a>&amp;</a>",
        "1 mon -2 days +03:00:00.1",
        "2024-02-29 12:00:00.123456+00",
        "{(1,1),(0,0);(3,3),(2,2)}",
        "(1.5,-2)",
        "it's \"so, so\"",
        "5",
        "[1,10)",
        "(1,\"a \"\"b\"\" \\\\\")",
        "$1,234.50",
        "101",
        "x",
        "name"
      };
      for (int i = 1; i <= 30; i++) {
        values[0] = "" + i;
        target.insert(values.clone());
      }
      target.apply();
      for (int i = 1; i <= 20; i++) {
        @org.jspecify.annotations.Nullable String[] nulls = new String[values.length];
        nulls[0] = "" + i;
        target.update(nulls);
      }
      target.apply();
      for (int i = 1; i <= 20; i++) {
        values[0] = "" + i;
        target.update(values.clone());
        if (i == 1) {
          target.apply();
        }
      }
      target.apply();

      assertThat(
              target.database.value(
                  "select count(distinct (t.a, t.t, t.h, t.v, t.b, t.n, t.f, t.d, t.j::text,"
                      + " t.x::text, t.i, t.ts, t.bx::text, t.p::text, t.e, t.dm, t.r, t.c, t.m,"
                      + " t.bt, t.ch, t.nm)::text) from t"))
          .isEqualTo("1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.3", "18"})
  void keysAreComparedByTheirOwnTypeWhereverItLives(String version) {
    try (Target target = new Target(version, "create schema \"odd.types\"")) {
      assumeThat(
              target.database.query("select 1 from pg_available_extensions where name = 'citext'"))
          .isNotEmpty();
      target.database.run(
          "create extension citext with schema \"odd.types\"",
          "create table t (id \"odd.types\".citext primary key, note text)",
          "insert into t values ('Abc', 'a'), ('Def', 'd')");
      target.update("ABC", "b").delete("dEF").insert("def", "e").apply();

      assertThat(target.rows()).containsExactly("ABC|b", "def|e");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"15", "18"})
  void textsThatACollationTakesForEqualAreTheSameKey(String version) {
    try (Target target = new Target(version)) {
      assumeThat(target.database.query("select 1 from pg_collation where collprovider = 'i'"))
          .isNotEmpty();
      target.database.run(
          "create collation caseless (provider = icu, locale = 'und-u-ks-level2', deterministic ="
              + " false)",
          "create table t (id text collate caseless primary key, note text)");
      target.insert("Abc", "a").update("ABC", "b").delete("abc").insert("aBC", "c").apply();

      assertThat(target.rows()).containsExactly("aBC|c");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.3", "18"})
  void domainsAndEnumsAreKeys(String version) {
    try (Target target =
        new Target(
            version,
            "create type mood as enum ('fine', 'so')",
            "create domain small as int check (value < 1000)",
            "create table t (id small, m mood, note text, primary key (id, m))")) {
      target.columns(2, "id", "m", "note");
      IntStream.range(0, 50).forEach(i -> target.insert("" + i, "fine", "a"));
      target.apply();
      IntStream.range(0, 40).forEach(i -> target.update("" + i, "fine", "b"));
      IntStream.range(40, 50).forEach(i -> target.delete("" + i, "fine"));
      target.apply();

      assertThat(target.database.value("select count(*) || min(note) || max(id) from t"))
          .isEqualTo("40b39");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.3", "18"})
  void aKeyMayHoldNulls(String version) {
    try (Target target =
        new Target(
            version,
            "create table t (a int, b int, note text, unique (a, b))",
            "insert into t values (1, null, 'x'), (2, 2, 'y'), (null, null, 'z')")) {
      target.columns(2, "a", "b", "note").update("1", null, "x2").update("2", "2", "y2");
      target.delete(null, null).insert("3", null, "n").delete("3", null).apply();

      assertThat(target.rows()).containsExactly("1|null|x2", "2|2|y2");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.3", "18"})
  void piecesOfOneTransactionFollowEachOther(String version) {
    try (Target target = new Target(version, PLAIN)) {
      target.session.transactionally(
          () -> {
            target.insert("1", "a").apply();
            target.update("1", "b").insert("2", "c").apply();
            target.delete("2").update("1", "d").apply();
          });

      assertThat(target.rows()).containsExactly("1|d");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.6", "18"})
  void namesMayHoldAnything(String version) {
    try (Target target =
        new Target(
            version,
            "create schema \"S?\"",
            "create table \"S?\".\"t.\"\"x :y\" (\"i?d\" int primary key, \"no :te\" text)")) {
      target.table("S?.t.\"x :y").columns(1, "i?d", "no :te");
      IntStream.range(0, 30).forEach(i -> target.insert("" + i, "a"));
      target.apply();
      IntStream.range(0, 20).forEach(i -> target.update("" + i, "b"));
      target.update("29", "b").delete("28").apply();

      assertThat(
              target.database.value(
                  "select count(*) from \"S?\".\"t.\"\"x :y\" where \"no :te\" = 'b'"))
          .isEqualTo("21");
    }
  }
}
