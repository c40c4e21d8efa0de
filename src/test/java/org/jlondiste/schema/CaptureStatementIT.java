package org.jlondiste.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;

/** Every kind of statement that changes rows. */
@ParameterizedClass
@MethodSource("ways")
class CaptureStatementIT extends CaptureStory {
  private static final String TEN_ROWS =
      "insert into t select i, 'row ' || i, i from generate_series(1, 10) i";

  CaptureStatementIT(Way way) {
    super(way);
  }

  @BeforeEach
  void beginStory() {
    begin();
    tables("create table t (id int primary key, note text, n int)", TEN_ROWS);
  }

  @Test
  void insertUpdateAndDelete() {
    capture("t");
    change(
        "insert into t values (11, 'one', 1)",
        "insert into t select i, null, i from generate_series(100, 1100) i",
        "update t set note = 'changed' where id = 3",
        "update t set note = note || ' again', n = n + 1 where id > 500",
        "update t set note = note",
        "update t set note = 'nobody' where id = -1",
        "delete from t where id = 4",
        "delete from t where id % 2 = 0",
        "delete from t where id = -1",
        "insert into t values (2, 'back', 0)",
        "begin; delete from t where id = 3; insert into t values (3, 'again', 0);"
            + " update t set n = 9 where id = 3; delete from t where id = 3;"
            + " insert into t values (3, 'at last', 0); commit");
    assertThat(pair().eventTypes()).containsOnly("INSERT", "UPDATE", "DELETE");
  }

  @Test
  void keysThatChange() {
    capture("t");
    change(
        "update t set id = 50 where id = 5",
        "update t set id = id + 100, note = 'moved' where id < 5",
        "update t set id = case when id < 100 then id else id - 100 end",
        "begin; update t set id = 7000 where id = 7; update t set id = 7 where id = 8;"
            + " update t set id = 8 where id = 7000; commit",
        "update t set id = id where id = 1");
    assertThat(pair().eventTypes()).isSubsetOf(typesOfKeyChanges());
  }

  /** Each row takes the key that the one before has just left. */
  @Test
  void keysThatMoveUp() {
    capture("t");
    change(
        "update t set id = id - 1",
        "delete from t where id = 3",
        "update t set id = id - 1, note = 'moved' where id > 3",
        "begin; insert into t values (99, 'x', 1); update t set id = 50 where id = 2; commit");
    assertThat(pair().eventTypes()).isSubsetOf(typesOfKeyChanges());
  }

  @Test
  void keysThatAreCheckedLater() {
    needs(9.0);
    tables(
        "create table d (id int primary key deferrable initially immediate, note text)",
        "insert into d select i, 'row ' || i from generate_series(1, 10) i");
    capture("d");
    change(
        "update d set id = id + 1",
        "update d set id = 13 - id",
        "update d set id = case id when 2 then 3 when 3 then 2 else id end",
        "begin; set constraints all deferred; insert into d values (5, 'double'); delete from d where note = 'row 5';"
            + " delete from d where id = 5 and note <> 'double'; commit",
        "begin; set constraints all deferred; update d set id = 6 where id = 7; update d set id = 7 where note ="
            + " (select note from d where id = 6 order by note limit 1); commit");
  }

  @Test
  void uniqueValuesThatChangeHands() {
    needs(9.0);
    tables(
        "create table u (id int primary key, place int unique deferrable initially deferred, code text unique)",
        "insert into u select i, i, 'c' || i from generate_series(1, 10) i");
    capture("u");
    change(
        "update u set place = 11 - place",
        "begin; update u set code = null where id = 1; update u set code = 'c1' where id = 2;"
            + " update u set code = 'c2' where id = 1; commit",
        "update u set id = 11 - id + 100",
        "begin; delete from u where id = 105; insert into u values (5, 5, 'c6') ; commit");
  }

  @Test
  void truncate() {
    tables(
        "create table child (id int primary key, t_id int references t)",
        "insert into child values (1, 1)");
    capture("t", "child");
    change(
        "begin; insert into t values (50, 'x', 1); truncate t cascade; insert into t values (1, 'new', 0); commit",
        "truncate child",
        "insert into child values (7, 1)",
        "truncate t, child",
        "insert into t values (1, 'new', 0)",
        "begin; truncate t cascade; rollback",
        "begin; truncate t cascade; truncate child; insert into t values (9, 'x', 9); insert into child values (9, 9); commit");
  }

  @Test
  void upserts() {
    needs(9.5);
    capture("t");
    change(
        "insert into t values (1, 'was there', 0), (11, 'new', 0) on conflict (id) do update set note = excluded.note",
        "insert into t values (2, 'x', 0), (12, 'new', 0) on conflict do nothing",
        "insert into t select i, 'mass', i from generate_series(5, 500) i on conflict (id) do update set note = t.note || excluded.note",
        "insert into t values (3, 'x', 0) on conflict (id) do update set id = 1000 + excluded.id",
        "insert into t values (4, 'x', 0) on conflict (id) do update set note = 'no' where false");
    assertThat(pair().eventTypes()).containsOnly("INSERT", "UPDATE", "DELETE");
  }

  @Test
  void merge() {
    needs(15);
    capture("t");
    change(
        "merge into t using (select i from generate_series(5, 15) i) s on t.id = s.i"
            + " when matched and i < 7 then delete when matched then update set note = 'merged', n = -n"
            + " when not matched then insert values (i, 'fresh', i)",
        "merge into t using (values (1, 100), (2, 1), (300, 2)) s (a, b) on t.id = s.a"
            + " when matched then update set id = b when not matched then insert values (a, 'n', b)",
        "merge into t using (values (3, 100), (4, 1), (301, 3)) s (a, b) on t.id = s.a"
            + " when matched then delete when not matched then insert values (b, 'n', b)");
    assertThat(pair().eventTypes()).containsOnly("INSERT", "UPDATE", "DELETE");
  }

  @Test
  void mergeThatSetsOffForeignKeysOfTheTableItself() {
    needs(15);
    tables(
        "create table s (id int primary key, n int, up int references s on delete set null on update cascade)",
        "create table a (id int primary key, n int)",
        "create table b (id int primary key, a_id int references a on delete cascade on update cascade)",
        "alter table a add b_id int references b on delete set null on update cascade",
        "insert into s select i, i, null from generate_series(1, 9) i",
        "update s set up = id + 1 where id < 9",
        "insert into a select i, i, null from generate_series(1, 9) i",
        "insert into b select i, i from generate_series(1, 9) i",
        "update a set b_id = id");
    capture("s", "a", "b");
    change(
        "merge into s using generate_series(1, 12) i on s.id = i when matched and i % 3 = 0 then delete"
            + " when matched then update set n = 100 + i when not matched then insert values (i, i, 1)",
        "merge into s using generate_series(1, 4) i on s.id = i"
            + " when matched then update set id = i + 100, n = 7",
        "merge into a using generate_series(1, 12) i on a.id = i when matched and i % 3 = 0 then delete"
            + " when matched then update set n = 100 + i when not matched then insert values (i, i, null)",
        "merge into a using generate_series(1, 4) i on a.id = i"
            + " when matched then update set id = i + 100, n = 7");
  }

  @Test
  void writableCommonTableExpressions() {
    needs(9.1);
    tables("create table log (id serial primary key, what text)");
    capture("t", "log");
    change(
        "with gone as (delete from t where id < 4 returning *) insert into log (what) select note from gone",
        "with gone as (delete from t where id = 4 returning *) insert into t select * from gone",
        "with gone as (delete from t where id in (5, 6) returning *) insert into t select id, 'limited', n from gone limit 1",
        "with up as (update t set id = id + 100 where id < 8 returning *) insert into t select id - 100, 'old place', n from up",
        "with i as (insert into t values (60, 'x', 1) returning *), u as (update t set n = 5 where id in (8, 60) returning *),"
            + " d as (delete from t where id in (9, 10) returning *) select * from i, u, d",
        "with a as (update t set n = 1 where id = 8), b as (update t set n = 2 where id = 8) select 1",
        "with d as (delete from t where id = 8), u as (update t set note = 'late' where id >= 8) insert into t values (70, 'z', 0)",
        "with a as (insert into t values (80, 'a', 0)), b as (insert into t values (81, 'b', 0) returning id)"
            + " insert into t select id + 1, 'c', 0 from b",
        "with d as (delete from t where id in (80, 81, 82) returning id) update t set n = 77 where id in (select id + 25 from d)");
  }

  @Test
  void copyIn() throws SQLException, IOException {
    capture("t");
    pair()
        .application()
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyIn(
            "copy t from stdin",
            new StringReader("20\ta\\tb\t1\n21\t\\N\t\\N\n22\t\\\\\"',(){}\t3\n"));
    follow();
    change("update t set n = 0 where id > 19");
  }

  @Test
  void savepointsAndErrors() {
    needs(9.0);
    capture("t");
    change(
        "begin; insert into t values (20, 'a', 0); savepoint s; update t set note = 'undone'; insert into t values (21, 'x', 0);"
            + " rollback to s; update t set n = 7 where id = 20; savepoint s2; delete from t where id = 1; release s2; commit",
        "begin; delete from t; rollback",
        "do $$ begin insert into t values (30, 'a', 0);"
            + " begin insert into t values (31, 'b', 0); insert into t values (30, 'twice', 0);"
            + " exception when unique_violation then update t set note = 'caught' where id = 30; end;"
            + " for i in 1 .. 5 loop begin update t set n = n + 1 where id = i; if i % 2 = 0 then raise exception 'x'; end if;"
            + " exception when others then null; end; end loop; end $$");
  }

  @Test
  void preparedTransactions() {
    capture("t");
    String name = pair().schema();
    change(
        "begin; insert into t values (20, 'a', 0); update t set n = 5; prepare transaction '"
            + name
            + "1'",
        "begin; insert into t values (21, 'b', 0); prepare transaction '" + name + "2'",
        "insert into t values (22, 'c', 0)");
    prepare("commit prepared '" + name + "1'", "rollback prepared '" + name + "2'");
    follow();
    assertThat(pair().target.count("select count(*) from " + name + ".t")).isEqualTo(12);
  }

  @Test
  void cursors() {
    needs(9.0);
    capture("t");
    change(
        "do $$ declare c cursor for select * from t where id > 3 order by id for update; r record; begin"
            + " for r in c loop if r.id % 3 = 0 then delete from t where current of c;"
            + " else update t set note = 'cursor', n = n * 2 where current of c; end if; end loop; end $$",
        "do $$ declare r record; begin for r in update t set n = n + 1 where id < 5 returning * loop"
            + " update t set note = 'loop' where id = r.id; insert into t values (r.id + 50, 'y', 0); end loop; end $$");
  }

  @Test
  void foreignKeysThatCascadeOnTheTableItself() {
    for (String action : new String[] {"cascade", "set null", "set default"}) {
      String table = "tree_" + action.replace(' ', '_');
      tables(
          "create table "
              + table
              + " (id int primary key, parent int default 1 references "
              + table
              + " on delete "
              + action
              + " on update cascade deferrable)",
          "insert into " + table + " select i, nullif(i / 2, 0) from generate_series(1, 31) i");
      capture(table);
      change(
          "update " + table + " set id = id + 100 where id in (3, 6, 2)",
          "update " + table + " set id = id + 1000",
          "update " + table + " set id = id - 1000",
          "delete from " + table + " where id in (103, 5, 10)",
          "begin; set constraints all deferred; insert into "
              + table
              + " values (77, 78); insert into "
              + table
              + " values (78, 1); delete from "
              + table
              + " where id = 4; commit");
      if (!action.equals("set default")) {
        change("delete from " + table + " where id = 1");
      }
    }
  }

  @Test
  void foreignKeysBetweenTables() {
    tables(
        "create table orders (id int primary key, t_id int references t on delete cascade on update cascade)",
        "create table lines (id int primary key, order_id int references orders on delete set null on update cascade)",
        "insert into orders select i, i % 5 + 1 from generate_series(1, 20) i",
        "insert into lines select i, i % 20 + 1 from generate_series(1, 60) i");
    capture("lines", "t", "orders");
    change(
        "update t set id = id + 100 where id < 3",
        "delete from t where id in (101, 4)",
        "begin; delete from orders where id = 2; update orders set id = id + 1000; delete from t where id = 3; commit");
    if (since(9.4)) {
      assertThat(pair().eventTypes()).containsOnly("INSERT", "UPDATE", "DELETE");
    }
  }

  @Test
  void deferredTriggersThatChangeTheTable() {
    capture("t");
    prepare(
        "create function later() returns trigger language plpgsql as $$ begin"
            + " if new.n < 1000 then update t set n = n + 1000 where id = new.id; insert into t values (new.id + 500, 'later', 1000); end if;"
            + " return null; end $$",
        "create constraint trigger later after insert or update on t deferrable initially deferred"
            + " for each row execute procedure later()");
    change(
        "begin; insert into t values (20, 'a', 0), (21, 'b', 0); update t set note = 'x' where id = 1; commit",
        "update t set note = 'y' where id in (2, 3)");
  }

  @Test
  void twoQueuesCaptureTheSameTable() {
    capture("t");
    prepare(
        "select pgq_node.register_location('"
            + pair().schema()
            + "', 'root', 'dbname=here', false)",
        "select pgq_node.create_node('"
            + pair().schema()
            + "', 'root', 'root', 'w', null, null, null)",
        "select pgq.register_consumer('" + pair().schema() + "', 'me')",
        "select londiste.local_add_table('" + pair().schema() + "', '" + pair().schema() + ".t')",
        "create function again() returns trigger language plpgsql as $$ begin if new.n < 100 then"
            + " update t set n = 100 where id = new.id; end if; return null; end $$",
        "create trigger again after insert on t for each row execute procedure again()");
    change(
        "insert into t values (20, 'a', 0), (21, 'b', 0)",
        "update t set note = 'x'",
        "delete from t where id < 3",
        "truncate t");
    prepare(
        "select londiste.local_remove_table('"
            + pair().schema()
            + "', '"
            + pair().schema()
            + ".t')");
    change("insert into t values (1, 'a', 0)");
  }
}
