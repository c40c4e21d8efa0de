package org.jlondiste.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.jlondiste.change.Operation;
import org.jlondiste.change.StatementChange;
import org.jlondiste.model.TableName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes end up in the target as they were told. */
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
  @ValueSource(strings = {"9.3", "18"})
  void whatIsTriedOnceMoreUndoesNoPieceBeforeIt(String version) {
    try (Target target =
        new Target(
            version, UNIQUE, "insert into t select i, 'x', i from generate_series(1, 9) i")) {
      target.columns(1, "id", "note", "place");
      target.insert("10", "first", "10").delete("9").part();
      target.update("1", "x", "2").update("2", "x", "1").part();
      target.insert("11", "third", "9").part();
      target.update("3", "x", "4").update("4", "x", "3").update("10", "last", "10");
      target.apply();

      assertThat(target.database.value("select array_agg(place order by id) from t"))
          .isEqualTo("{2,1,4,3,5,6,7,8,10,9}");
      assertThat(target.database.value("select note from t where id = 10")).isEqualTo("last");
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

  @Test
  void rowsWithoutKeyAreNotDoneAgain() {
    try (Target target = new Target("18", PLAIN, "insert into t values (1, 'late')")) {
      target.columns(0, "id", "note").delete("1", "early").insert("1", "late");

      assertThatThrownBy(() -> target.apply(ApplyMode.REDO)).hasMessageContaining("tells no key");
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

      assertThat(target.rows()).containsExactly("1|1", "5|1");
      assertThat(target.table("public.t").rows()).containsExactly("1|c");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.3", "18"})
  void truncationEmptiesNoTableThatOnlyTheTargetTiesToIt(String version) {
    try (Target target =
        new Target(
            version,
            PLAIN,
            "create table u (id int primary key, note int references t on delete cascade)",
            "create table w (id int references u on delete cascade)",
            "insert into t values (1, 'a'), (2, 'b')",
            "insert into u values (1, 1), (2, null)",
            "insert into w values (2)")) {
      target.truncate().insert("3", "c").apply();

      assertThat(target.rows()).containsExactly("3|c");
      assertThat(target.table("public.u").rows()).containsExactly("1|1", "2|null");
      assertThat(target.table("public.w").rows()).containsExactly("2");

      target.table("public.u").truncate().table("public.t").truncate();
      target.table("public.w").truncate().apply();
      assertThat(target.rows()).isEmpty();
      assertThat(target.table("public.u").rows()).isEmpty();
      assertThat(target.table("public.t").rows()).isEmpty();
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
}
