package org.jlondiste.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of all kinds take changes. */
class TargetTableIT {
  private static final String PLAIN = "create table t (id int primary key, note text)";

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
