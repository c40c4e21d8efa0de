package org.jlondiste.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows are found by keys of all kinds, and without any. */
class KeysIT {
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

  /** The two floats have their first 8 digits in common, and servers before 9.0 show no more. */
  @ParameterizedTest
  @ValueSource(strings = {"8.4", "9.3", "9.6", "18"})
  void neighbouringFloatsMakeDifferentRows(String version) {
    try (Target target =
        new Target(
            version,
            "create domain single as real",
            "create table t (n int, f single, fs real[])",
            "insert into t select i / 2, 1000.00006, '{1000.00012}' from generate_series(2, 41) i",
            "insert into t select i / 2, 1000.00012, '{1000.00006}' from generate_series(2, 41) i",
            "insert into t select i / 2, 1000.00012, '{1000.00012}' from generate_series(2, 41) i")) {
      target.columns(0, "n", "f", "fs");
      target.delete("1", "1000.0001", "{1000.00006}").apply();
      IntStream.rangeClosed(2, 20).forEach(i -> target.delete("" + i, "1000.0001", "{1000.00006}"));
      target.apply();

      assertThat(
              target.database.query(
                  "select count(*), f::float8 > 1000.0001, fs[1]::float8 > 1000.0001 from t group"
                      + " by 2, 3 order by 2, 3"))
          .containsExactly("40|f|t", "20|t|f", "40|t|t");
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
  void aCompositeValueIsAKey(String version) {
    try (Target target =
        new Target(
            version,
            "create type pair as (a int, b text)",
            "create table t (id pair primary key, note text)",
            "insert into t values (row(1, 'x'), 'a'), (row(null, '(\"'), 'b'), (row(3, 'z'), 'c')")) {
      target.update("(1,x)", "a2").delete("(,\"(\"\"\")").replace("(3,z)", "c2").apply();
      assertThat(target.rows()).containsExactly("(1,x)|a2", "(3,z)|c2");

      target.update("(7,x)", "no");
      assertThatThrownBy(target::apply).hasMessageContaining("not there");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.3", "18"})
  void aRowWithoutKeyMayGoBeforeItComes(String version) {
    try (Target target =
        new Target(version, "create table t (a int, b text)", "insert into t values (1, 'x')")) {
      target.columns(0, "a", "b").delete("2", "y").insert("3", "z").part();
      target.insert("2", "y").delete("1", "x").part();
      target.apply();
      assertThat(target.rows()).containsExactly("3|z");

      target.delete("2", "y").part().truncate().part().insert("4", "w").apply();
      assertThat(target.rows()).containsExactly("4|w");

      target.delete("2", "y").part().insert("2", "Y");
      assertThatThrownBy(target::apply)
          .isInstanceOf(ApplyConflict.class)
          .hasMessageContaining("a=2, b=y")
          .hasMessageContaining("not there");
      assertThat(target.rows()).containsExactly("4|w");
    }
  }
}
