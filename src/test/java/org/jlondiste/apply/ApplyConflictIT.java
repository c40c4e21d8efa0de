package org.jlondiste.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.IntStream;
import org.jlondiste.model.TableName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The event that the target cannot take is named. */
class ApplyConflictIT {
  private static final String PLAIN = "create table t (id int primary key, note text)";

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
  @ValueSource(strings = {"8.4", "9.6"})
  void aValueThatTheServerDoesNotKnowIsNamed(String version) {
    try (Target target =
        new Target(version, "create table t (id int primary key, n numeric, r regclass)")) {
      target.columns(1, "id", "n", "r");
      IntStream.range(1, 50).forEach(i -> target.insert("" + i, "1", "pg_class"));
      target.insert("50", "-Infinity", null);
      assertThatThrownBy(target::apply)
          .isInstanceOf(ApplyConflict.class)
          .hasMessageContaining("INSERT of id=50")
          .hasMessageContaining("the target takes no -Infinity in column n");

      target.insert("1", "1", null).update("1", "1", "nowhere.things");
      assertThatThrownBy(target::apply)
          .isInstanceOf(ApplyConflict.class)
          .hasMessageContaining("UPDATE of id=1")
          .hasMessageContaining("the target takes no nowhere.things in column r");
    }
  }

  /** As after an alter type that only the source has seen. */
  @ParameterizedTest
  @ValueSource(strings = {"9.3", "18"})
  void aTypeThatIsAnotherOnTheSourceIsNamed(String version) {
    try (Target target =
        new Target(
            version,
            "create type mood as enum ('sad', 'ok')",
            "create type pair as (a int, b text)",
            "create table t (id int primary key, m mood, p pair)")) {
      target.columns(1, "id", "m", "p");
      IntStream.range(1, 50).forEach(i -> target.insert("" + i, "ok", "(1,x)"));
      target.apply();
      for (String[] values :
          new String[][] {{"blue", "(1,x)"}, {"ok", "(1)"}, {"ok", "(1,x,2)"}, {"ok", "(x,1)"}}) {
        target.update("7", values[0], values[1]);
        assertThatThrownBy(target::apply)
            .isInstanceOf(ApplyConflict.class)
            .hasMessageContaining("UPDATE of id=7");
      }
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
  @ValueSource(strings = {"9.6", "18"})
  void aRowThatCameAndWentMayNotHaveBeenThere(String version) {
    try (Target target = new Target(version, PLAIN, "insert into t values (50, 'old')")) {
      IntStream.range(1, 100).forEach(i -> target.insert("" + i, "x").delete("" + i));

      assertThatThrownBy(target::apply)
          .isInstanceOf(ApplyConflict.class)
          .hasMessageContaining("INSERT of id=50");
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
}
