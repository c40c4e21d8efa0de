package org.jlondiste.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Keys that are checked late. One transaction may take a key that another one is still to leave, so
 * that their events are not in the order of their commits.
 */
@ParameterizedClass
@MethodSource("ways")
class CaptureLateKeyIT extends CaptureStory {
  CaptureLateKeyIT(Way way) {
    super(way);
  }

  @BeforeEach
  void beginStory() {
    needs(9.0);
    begin();
  }

  /** Two transactions, step by step: those of the heir are told by a leading {@code >}. */
  private void meanwhile(String... steps) throws SQLException {
    try (Connection owner = pair().source.connect();
        Connection heir = pair().source.connect()) {
      for (Connection each : List.of(owner, heir)) {
        each.setAutoCommit(false);
        execute(each, "set search_path = \"" + pair().schema() + "\"");
        execute(each, "set constraints all deferred");
      }
      for (String step : steps) {
        if (step.startsWith(">")) {
          execute(heir, step.substring(1));
        } else {
          execute(owner, step);
        }
      }
      owner.commit();
      heir.commit();
    }
    follow();
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void aPrimaryKeyThatIsTakenBeforeItIsLeft() throws SQLException {
    tables(
        "create table t (id int primary key deferrable initially deferred, note text)",
        "insert into t select i, 'old' from generate_series(1, 9) i");
    capture("t");
    meanwhile(">insert into t values (1, 'new')", "delete from t where id = 1");
    meanwhile(">insert into t values (2, 'old')", "delete from t where id = 2 and note = 'old'");
    meanwhile(">insert into t values (3, 'new')", "update t set id = 30 where id = 3");
    meanwhile(">update t set id = 4 where id = 5", "delete from t where id = 4");
    meanwhile(
        ">insert into t values (6, 'a')",
        "update t set note = 'last' where id = 6",
        ">update t set note = 'b' where id = 6 and note = 'a'",
        "delete from t where id = 6");
    assertThat(pair().source.value("select count(*) from " + pair().schema() + ".t"))
        .isEqualTo("9");
  }

  @Test
  void theSameWithTriggersThatChangeTheRowAgain() throws SQLException {
    tables(
        "create table t (id int primary key deferrable initially deferred, note text, seen int)");
    prepare(
        "create function see() returns trigger language plpgsql as $$begin"
            + " update t set seen = coalesce(seen, 0) + 1 where id = new.id and seen is distinct from 3;"
            + " return null; end$$",
        "create trigger a_see after insert or update on t for each row execute procedure see()",
        "insert into t values (1, 'old', 3), (2, 'old', 3), (3, 'old', 3)");
    pair().onTarget("insert into t values (1, 'old', 3), (2, 'old', 3), (3, 'old', 3)");
    capture("t");
    change("insert into t values (5, 'x', 0), (6, 'y', 1)", "update t set seen = 1 where id > 2");
    meanwhile(">insert into t values (1, 'new', 0)", "delete from t where id = 1");
    meanwhile(">insert into t values (2, 'new', 1)", "update t set id = 20, seen = 0 where id = 2");
  }

  @Test
  void aKeyThatIsCheckedAtOnceIsPreferred() throws SQLException {
    tables(
        "create table t (id int primary key deferrable initially deferred, code int not null unique)",
        "insert into t select i, i from generate_series(1, 5) i");
    capture("t");
    meanwhile(">insert into t values (1, 10)", "delete from t where id = 1");
    change("update t set id = id + 1");
    assertThat(pair().eventTypes()).contains("UPDATE");
  }

  @Test
  void manyRowsAreFoundByTheLateKey() {
    tables(
        "create table t (id int primary key deferrable, note text)",
        "insert into t select i, 'old' from generate_series(1, 20000) i");
    capture("t");
    List<String> statements = new ArrayList<>();
    statements.add("update t set note = 'x' where id % 100 = 3");
    statements.add("delete from t where id % 1000 = 4");
    statements.add("update t set id = -id where id < 50");
    change(statements.toArray(new String[0]));
  }
}
