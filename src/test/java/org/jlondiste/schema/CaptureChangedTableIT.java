package org.jlondiste.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables that are altered while changes wait in the queue, between statements, and under way. */
@ParameterizedClass
@MethodSource("ways")
class CaptureChangedTableIT extends CaptureStory {
  CaptureChangedTableIT(Way way) {
    super(way);
  }

  @BeforeEach
  void beginStory() {
    begin();
    tables(
        "create table t (id int primary key, gone int, note text, n int)",
        "insert into t select i, i, 'row ' || i, i from generate_series(1, 6) i");
  }

  /** As the maintenance does from time to time. */
  private void tend() {
    prepare("select jlondiste.tend_capture('stories')");
  }

  private static final String[] CHANGES = {
    "insert into t (id, note, n) values (101, 'new', 0), (102, 'new', 0)",
    "update t set note = note || '!' where id in (2, 101)",
    "update t set id = id + 200 where id in (3, 102)",
    "delete from t where id in (4, 203)",
    "insert into t (id, note, n) values (4, 'back', 0), (203, 'back', 0)",
    "update t set id = id - 200 where id in (203, 302)",
    "delete from t where id in (101, 102)",
  };

  private void changes() {
    change(CHANGES);
    tend();
    pair().forgetEvents();
    change(CHANGES);
    if (since(9.2)) {
      assertThat(pair().eventTypes()).isSubsetOf("INSERT", "UPDATE", "DELETE");
    }
  }

  @Test
  void allColumnsGo() {
    prepare("create table last_column (gone int)", "insert into last_column values (1)");
    pair().onTarget("create table last_column (gone int)");
    capture("last_column");
    prepare("alter table last_column drop column gone");
    prepare("insert into last_column default values");
    assertThatThrownBy(pair()::replicate).hasMessageContaining("last_column (INSERT)");
    prepare("delete from last_column");
    prepare("alter table last_column add column back int");
    prepare("insert into last_column values (7)");
    assertThatThrownBy(pair()::replicate).hasMessageContaining("has no column back");
  }

  @Test
  void aColumnWasDroppedBefore() {
    tables("alter table t drop column gone");
    capture("t");
    changes();
  }

  @Test
  void aColumnIsDropped() {
    capture("t");
    tables("alter table t drop column gone");
    changes();
  }

  @Test
  void aColumnIsAdded() {
    capture("t");
    tables("alter table t add column more text default 'x'");
    changes();
    change("update t set more = 'y' where id = 1");
  }

  @Test
  void aColumnIsRenamed() {
    capture("t");
    change("insert into t values (50, 1, 'a', 1)");
    tables("alter table t rename column n to number", "alter table t rename column gone to n");
    changes();
  }

  @Test
  void aColumnChangesItsType() {
    capture("t");
    change("insert into t values (50, 1, 'a', 1)");
    tables(
        "alter table t alter column gone type text",
        "alter table t alter column n type numeric(10, 2)");
    changes();
  }

  @Test
  void theKeyChangesItsType() {
    capture("t");
    change("insert into t values (50, 1, 'a', 1)");
    tables("alter table t alter column id type int8");
    changes();
    tables("alter table t alter column id type numeric");
    changes();
  }

  @Test
  void theKeyIsRenamed() {
    capture("t");
    change("insert into t values (50, 1, 'a', 1)");
    tables(
        "alter table t rename column id to key",
        "alter table t add column id int default 0 not null",
        "alter table t drop column id",
        "alter table t rename column key to id");
    changes();
    tables("alter table t rename column id to key");
    change(
        "insert into t (key) values (70), (71)",
        "update t set key = 72 where key = 70",
        "update t set n = 0",
        "delete from t where key = 71");
    tend();
    change(
        "insert into t (key) values (80)",
        "update t set key = 82 where key = 80",
        "delete from t where key = 1");
  }

  @Test
  void keyAndAnotherColumnSwapNames() {
    capture("t");
    change("insert into t values (50, 1, 'a', 1)");
    tables(
        "alter table t rename column id to x",
        "alter table t rename column n to id",
        "alter table t rename column x to n");
    change(
        "insert into t (n, id) values (70, 1), (71, 1)",
        "update t set n = 72 where n = 70",
        "update t set id = 0 where n < 60",
        "delete from t where n = 71");
    tend();
    change(
        "insert into t (n, id) values (80, 1)",
        "update t set n = 82 where n = 80",
        "delete from t where n = 1");
  }

  @Test
  void anotherKey() {
    capture("t");
    change("insert into t values (50, 1000, 'a', 1)");
    tables("alter table t drop constraint t_pkey", "alter table t add primary key (gone)");
    change(
        "insert into t values (50, 1001, 'b', 1)",
        "update t set id = 50 where gone = 2",
        "update t set gone = gone + 10",
        "delete from t where gone = 1010");
    tend();
    change(
        "insert into t values (50, 1002, 'b', 1)",
        "update t set id = 51 where gone = 12",
        "update t set gone = gone + 10",
        "delete from t where gone = 1022");
  }

  @Test
  void theKeyGoes() {
    capture("t");
    change("insert into t values (50, 1, 'a', 1)");
    tables("alter table t drop constraint t_pkey");
    changes();
    change(
        "insert into t values (50, 1, 'a', 1)",
        "update t set note = 'b' where id = 50",
        "delete from t where id = 50");
    tables("alter table t add primary key (id)");
    changes();
  }

  @Test
  void theTableIsRenamedOnTheSource() {
    capture("t");
    change("insert into t values (50, 1, 'a', 1)");
    prepare(
        "create function nested() returns trigger language plpgsql as $$ begin if new.n = 1 then"
            + " update renamed set n = 2 where id = new.id; end if; return null; end $$",
        "create trigger nested after insert or update on t for each row execute procedure nested()",
        "alter table t rename to renamed",
        "insert into renamed values (51, 1, 'a', 1), (52, 1, 'a', 1)",
        "update renamed set id = 60, n = 1 where id = 50",
        "delete from renamed where id = 51",
        "create schema " + pair().schema() + "_other",
        "alter table renamed set schema " + pair().schema() + "_other",
        "insert into " + pair().schema() + "_other.renamed values (53, 1, 'a', 3), (54, 1, 'a', 3)",
        "alter table " + pair().schema() + "_other.renamed set schema " + pair().schema());
    tend();
    prepare("insert into renamed values (55, 1, 'a', 3)", "alter table renamed rename to t");
    follow();
  }

  @Test
  void columnsChangeInsideATransaction() {
    capture("t");
    pair().onTarget("alter table t add column more int");
    change(
        "begin; insert into t values (50, 1, 'a', 1); alter table t add column more int; update t"
            + " set n = 7; insert into t (id, more) values (51, 2); alter table t alter column n"
            + " type int8; update t set more = 8, id = id + 500 where id < 3; alter table t drop"
            + " constraint t_pkey; delete from t where id = 4; update t set more = 9 where id = 5;"
            + " alter table t add primary key (id); update t set id = 60 where id = 50; commit");
    change("delete from t where id < 4", "update t set id = 80 where id = 60");
  }

  @Test
  void triggersComeLater() {
    capture("t");
    prepare(
        "create function nested() returns trigger language plpgsql as $$ begin if new.n < 20 then"
            + " update t set n = n + 20 where id in (new.id, new.id + 1); end if; return null; end"
            + " $$",
        "create trigger nested after insert or update on t for each row execute procedure"
            + " nested()");
    change("insert into t values (50, 1, 'a', 1), (51, 1, 'a', 1)", "update t set n = 1");
  }

  @Test
  void aTransactionWithAnOldSnapshotMustTryAgain() throws SQLException {
    capture("t");
    change("update t set gone = 0");
    for (String ddl :
        new String[] {
          "alter table t rename column n to number",
          "alter table t add column more int",
          "alter table t rename gone to other; alter table t rename number to gone;"
              + " alter table t rename other to number",
          "alter table t drop column gone"
        }) {
      try (Connection old = pair().source.connect();
          Statement statement = old.createStatement()) {
        old.setAutoCommit(false);
        statement.execute("set transaction isolation level repeatable read");
        statement.execute("select 1 from pg_class limit 1");
        tables(ddl);
        assertThatThrownBy(
                () ->
                    statement.execute("update " + pair().schema() + ".t set note = 'old snapshot'"))
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("40001"));
        old.rollback();
        statement.execute("set transaction isolation level repeatable read");
        statement.execute("update " + pair().schema() + ".t set note = 'new snapshot'");
        old.commit();
      }
      follow();
    }
  }

  @Test
  void childrenComeLater() {
    capture("t");
    change("insert into t values (50, 1, 'a', 1)");
    prepare("create table child (extra text) inherits (t)");
    change(
        "insert into child values (900, 1, 'c', 1, 'e')",
        "update t set note = 'all' where id > 3",
        "delete from t where id in (5, 900)",
        "insert into t values (51, 1, 'a', 1)");
    tend();
    prepare("insert into child values (901, 1, 'c', 1, 'e')");
    change(
        "update t set note = 'again'",
        "update t set id = id + 1000",
        "insert into t values (52, 1, 'a', 1)");
    prepare("drop table child");
    tend();
    change("update t set note = 'alone'", "insert into t values (53, 1, 'a', 1)");
  }

  @Test
  void aTableThatIsDroppedLeavesNothingBehind() {
    capture("t");
    change("insert into t values (50, 1, 'a', 1)");
    long oid = pair().source.count("select '" + pair().schema() + ".t'::regclass::oid::bigint");
    prepare("drop table t");
    tend();
    assertThat(
            pair()
                .source
                .count("select count(*) from pg_proc where proname like 'capture%" + oid + "'"))
        .isZero();
  }
}
