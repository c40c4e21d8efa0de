package org.jlondiste.schema;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Statements that change a table inside other statements on the same table. */
@ParameterizedClass
@MethodSource("ways")
class CaptureNestingIT extends CaptureStory {
  private static final String TABLE = "create table t (id int primary key, n int, m int)";

  CaptureNestingIT(Way way) {
    super(way);
  }

  @BeforeEach
  void beginStory() {
    begin();
    tables(TABLE);
    prepare("insert into t select i, i, 0 from generate_series(1, 9) i");
    pair().onTarget("insert into t select i, i, 0 from generate_series(1, 9) i");
  }

  private void trigger(String name, String timing, String body) {
    String function = "f_" + name.charAt(0);
    prepare(
        "create function " + function + "() returns trigger language plpgsql as $$ " + body + " $$",
        "create trigger \"" + name + "\" " + timing + " execute procedure " + function + "()");
  }

  private static final String ALL_KINDS_INSERT =
      "insert into t select i, i, 0 from generate_series(20, 24) i";

  @Test
  void anAfterRowTriggerChangesTheSameRow() {
    capture("t");
    for (String name : new String[] {"A first", "z last"}) {
      trigger(
          name,
          "after insert or update on t for each row",
          "begin if new.m < 5 then update t set m = m + 1 where id = new.id; end if; return null; end");
    }
    change(
        "insert into t values (10, 5, 0)",
        ALL_KINDS_INSERT,
        "update t set n = n + 1, m = 0 where id = 3",
        "update t set n = n + 1, m = 0",
        "delete from t where id > 5",
        "insert into t values (10, 5, 0)");
  }

  @Test
  void aTriggerThatIsCalledLikeOursIsNoneOfOurs() {
    capture("t");
    trigger(
        "_londiste_0",
        "after insert or update on t for each row",
        "begin if new.m < 3 then update t set m = m + 1, id = case when id = 7 then 70 else id end"
            + " where id in (new.id + 1, new.id); end if; return null; end");
    change(
        "insert into t values (10, 5, 0)",
        "update t set n = n + 1, m = 0 where id = 3",
        "update t set n = n + 1, m = 0");
  }

  @Test
  void anAfterRowTriggerChangesALaterOrEarlierRow() {
    capture("t");
    trigger(
        "x",
        "after insert or update on t for each row",
        "begin if new.m < 3 then update t set m = m + 1 where id in (new.id + 1, new.id - 1); end if;"
            + " return null; end");
    change(
        "insert into t values (10, 5, 0)",
        ALL_KINDS_INSERT,
        "update t set n = n + 1, m = 0",
        "delete from t where id > 5");
  }

  @Test
  void anAfterRowTriggerInsertsAndDeletes() {
    capture("t");
    trigger(
        "x",
        "after insert or update or delete on t for each row",
        "begin"
            + " if tg_op = 'DELETE' then if old.id < 100 then insert into t values (old.id + 200, 0, 0); end if;"
            + " elsif tg_op = 'INSERT' and new.id < 100 then delete from t where id = new.id - 1;"
            + "   insert into t values (new.id + 100, 0, 0);"
            + " elsif tg_op = 'UPDATE' and new.id < 100 then delete from t where id = new.id; end if;"
            + " return null; end");
    change(
        "insert into t values (10, 5, 0)",
        ALL_KINDS_INSERT,
        "update t set n = n + 1 where id < 4",
        "update t set n = n + 1, id = id + 30 where id in (5, 6)",
        "delete from t where id = 7");
  }

  @Test
  void anAfterTriggerDeletesTheRowThatWasInserted() {
    capture("t");
    trigger(
        "x",
        "after insert on t for each row",
        "begin delete from t where id = new.id; return null; end");
    change("insert into t values (10, 5, 0)", ALL_KINDS_INSERT);
  }

  @Test
  void anAfterTriggerMovesTheKey() {
    capture("t");
    trigger(
        "x",
        "after insert or update on t for each row",
        "begin if new.id < 50 then update t set id = id + 50 where id = new.id; end if; return null; end");
    change(
        "insert into t values (10, 5, 0)",
        ALL_KINDS_INSERT,
        "update t set n = 7 where id in (1, 2, 60)");
  }

  @Test
  void aStatementTriggerChangesTheTable() {
    capture("t");
    for (String name : new String[] {"A first", "z last"}) {
      trigger(
          name,
          "after insert or update on t for each statement",
          "begin if exists (select 1 from t where m < 3) then update t set m = m + 1 where m < 3;"
              + " end if; return null; end");
    }
    change("insert into t values (10, 5, 0)", ALL_KINDS_INSERT, "update t set m = 1 where id < 3");
  }

  @Test
  void aBeforeTriggerChangesTheRowAndOthers() {
    needs(9.2);
    capture("t");
    trigger(
        "x",
        "before insert or update on t for each row",
        "begin new.m := new.m + 1; if new.n > 3 and pg_trigger_depth() < 2 then"
            + " update t set m = m + 10 where id = new.id + 1; end if; return new; end");
    change(
        "insert into t values (10, 5, 0)",
        "insert into t values (12, 5, 0), (11, 5, 0)",
        "update t set n = 7 where id in (1, 4)");
  }

  @Test
  void aBeforeTriggerSkipsRows() {
    capture("t");
    trigger(
        "x",
        "before insert or update or delete on t for each row",
        "begin if tg_op = 'DELETE' then update t set n = -1 where id = old.id; return null; end if;"
            + " if new.id % 2 = 0 then return null; end if; return new; end");
    change(ALL_KINDS_INSERT, "update t set n = 77", "delete from t where id = 3");
  }

  @Test
  void aBeforeStatementTriggerChangesTheTable() {
    needs(9.2);
    capture("t");
    for (String name : new String[] {"A first", "z last"}) {
      trigger(
          name,
          "before insert or update on t for each statement",
          "begin if pg_trigger_depth() < 2 then update t set m = m + 1 where id < 4; end if; return null; end");
    }
    change("insert into t values (10, 5, 0)", ALL_KINDS_INSERT, "update t set n = 1 where id > 4");
  }

  @Test
  void functionsInsideTheStatementChangeTheTable() {
    needs(9.2);
    capture("t");
    prepare(
        "create function touch(int) returns int volatile language plpgsql as $$ begin"
            + " update t set m = m + 1 where id = $1; return $1; end $$",
        "create function add(int) returns int volatile language plpgsql as $$ begin"
            + " insert into t values ($1, $1, $1); return $1; end $$",
        "create function away(int) returns int volatile language plpgsql as $$ begin"
            + " delete from t where id = $1; return $1; end $$");
    change(
        "insert into t values (10, 1, 0), (11, touch(10), 0), (12, touch(9), 0)",
        "insert into t values (20, 1, 0), (21, away(20), 0), (22, away(9), 0)",
        "insert into t values (30, 1, 0), (31, add(32), 0), (33, add(34), 0)",
        "update t set n = touch(id - 1) where id in (3, 4, 5)",
        "update t set n = add(id + 100) where id in (3, 4, 5)",
        "update t set n = away(id + 100) where id in (3, 4)",
        "delete from t where id = 3 and touch(id + 1) > 0",
        "select touch(1), add(60), away(60), touch(2)");
  }

  @Test
  void aSelectCallsFunctionsThatChangeTheTable() {
    capture("t");
    prepare(
        "create function again(int) returns int volatile language plpgsql as $$ begin"
            + " update t set m = m + 1, id = id + 1000 where id = $1;"
            + " insert into t values ($1, 0, 0); delete from t where id = $1 + 1000; return $1; end $$");
    change(
        "select again(i) from generate_series(1, 5) i",
        "insert into t select again(i) + 50, 0, 0 from generate_series(1, 5) i");
  }

  @Test
  void triggersOfOtherTablesWriteBack() {
    needs(9.2);
    tables("create table other (id int primary key, n int)");
    capture("t", "other");
    trigger(
        "x",
        "after insert or update on t for each row",
        "begin if pg_trigger_depth() < 3 then delete from other where id = new.id; insert into other values (new.id, new.n); end if; return null; end");
    prepare(
        "create function back() returns trigger language plpgsql as $$ begin"
            + " update t set m = m + 100 where id = new.id; return null; end $$",
        "create trigger back after insert on other for each row execute procedure back()");
    change("insert into t values (10, 5, 0)", ALL_KINDS_INSERT, "update t set n = 3 where id < 5");
  }

  @Test
  void errorsThatAreCaughtLeaveNothingBehind() {
    needs(9.0);
    capture("t");
    trigger(
        "x",
        "after insert or update on t for each row",
        "begin if new.n = 13 then raise exception 'no'; end if;"
            + " if new.m < 2 then begin update t set m = m + 1, n = case when new.id % 2 = 0 then 13 else n end where id = new.id;"
            + " exception when others then null; end; end if; return null; end");
    change(
        "do $$ begin insert into t values (10, 1, 0); begin insert into t values (11, 13, 0);"
            + " exception when others then null; end; insert into t values (13, 1, 0);"
            + " begin update t set m = 0; raise exception 'x'; exception when others then null; end;"
            + " update t set n = 5 where id = 10; end $$",
        ALL_KINDS_INSERT);
  }
}
