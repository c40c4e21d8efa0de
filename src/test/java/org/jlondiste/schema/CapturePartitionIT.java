package org.jlondiste.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables that inherit from each other, and partitioned tables. */
@ParameterizedClass
@MethodSource("ways")
class CapturePartitionIT extends CaptureStory {
  CapturePartitionIT(Way way) {
    super(way);
  }

  @BeforeEach
  void beginStory() {
    begin();
  }

  private void tend() {
    prepare("select jlondiste.tend_capture('stories')");
  }

  @Test
  void parentAndChildAreBothReplicated() {
    tables(
        "create table parent (id int primary key, note text)",
        "create table child (extra int, primary key (id)) inherits (parent)");
    capture("parent", "child");
    prepare(
        "create function nested() returns trigger language plpgsql as $$ begin if new.note = 'n' then"
            + " update parent set note = 'nested' where id = new.id; end if; return null; end $$",
        "create trigger nested after insert or update on child for each row execute procedure nested()",
        "create trigger nested after insert or update on parent for each row execute procedure nested()");
    change(
        "insert into parent select i, 'p' from generate_series(1, 5) i",
        "insert into child select i, 'c', i from generate_series(11, 15) i",
        "update parent set note = note || '!'",
        "update only parent set id = id + 100 where id = 1",
        "update parent set id = id + 100 where id in (2, 12)",
        "insert into child values (20, 'n', 1), (21, 'n', 1)",
        "insert into parent values (22, 'n'), (23, 'n')",
        "update parent set note = 'n' where id in (13, 14, 3, 4)",
        "delete from parent where id in (3, 13)",
        "delete from child where id = 14",
        "truncate only parent",
        "truncate parent");
  }

  /**
   * Both tables have rows of the same keys, so that a trigger of one changes those of the other.
   */
  @Test
  void aTriggerOfTheParentChangesRowsOfTheChild() {
    tables(
        "create table parent (id int primary key, note text)",
        "create table child (primary key (id)) inherits (parent)");
    capture("parent", "child");
    prepare(
        "create function nested() returns trigger language plpgsql as $$ begin if new.note = 'n' then"
            + " update parent set note = 'nested' where id = new.id; end if; return null; end $$",
        "create trigger nested after insert or update on parent for each row execute procedure nested()");
    change(
        "insert into child select i, 'c' from generate_series(1, 5) i",
        "insert into parent select i, 'p' from generate_series(1, 5) i",
        "update parent set note = 'n', id = id + 100 where id < 3",
        "update parent set note = 'n' where id = 4",
        "delete from parent where id = 101");
  }

  private static final String[] PARTS = {
    "create table part (id int, region text, note text, n int, primary key (id, region)) partition by list (region)",
    "create table part_a partition of part for values in ('a')",
    "create table part_b (n int, note text, id int not null, gone int, region text not null, primary key (id, region))",
    "alter table part_b drop column gone",
    "alter table part attach partition part_b for values in ('b')",
    "create table part_c partition of part for values in ('c', 'd') partition by list (region)",
    "create table part_c1 partition of part_c for values in ('c')",
    "create table part_c2 partition of part_c for values in ('d')",
  };

  /** On the source partitioned, on the target plain. */
  private void partitioned() {
    needs(10);
    for (String statement : PARTS) {
      prepare(since(11) ? statement : statement.replace(", primary key (id, region)", ""));
    }
    pair()
        .onTarget(
            "create table part (id int, region text, note text, n int, primary key (id, region))");
  }

  @Test
  void partitionedTables() {
    partitioned();
    capture("part");
    String[] changes = {
      "insert into part select i, substr('abcd', i % 4 + 1, 1), 'x', i from generate_series(1, 20) i",
      "insert into part_b (id, region, note, n) values (100, 'b', 'straight', 0), (101, 'b', null, 0)",
      "update part set note = note || '!' where n % 3 = 0",
      "update part_a set note = 'a'",
      "update part_c set n = 7",
      "update part set id = id + 1000 where id < 6",
      "update part_b set id = id + 1000 where id >= 100",
      "delete from part where id in (6, 7, 8, 9, 1003)",
      "delete from part_c2",
      "truncate part_c1",
      "begin; insert into part values (300, 'c', 'x', 1); truncate part_c; insert into part values (301, 'd', 'x', 1); commit",
      "truncate part",
    };
    change(changes);
    change(changes);
    assertThat(pair().eventTypes()).isSubsetOf("INSERT", "UPDATE", "DELETE", "R");
  }

  @Test
  void rowsThatMoveBetweenPartitions() {
    needs(11);
    partitioned();
    capture("part");
    change(
        "insert into part select i, substr('abcd', i % 4 + 1, 1), 'x', i from generate_series(1, 20) i",
        "update part set region = 'a'",
        "update part set region = 'b', note = 'moved' where id < 10",
        "update part_c set region = 'd'",
        "update part set region = case when region = 'b' then 'c' else 'b' end, id = id + 100");
    assertThat(pair().eventTypes()).containsOnly("INSERT", "UPDATE", "DELETE");
  }

  @Test
  void partitionsThatComeLater() {
    partitioned();
    capture("part");
    change("insert into part values (1, 'a', 'x', 1)");
    prepare(
        "create table part_e partition of part for values in ('e')",
        "create table part_f (note text, region text not null, n int, id int not null"
            + (since(11) ? ", primary key (id, region)" : "")
            + ")",
        "alter table part attach partition part_f for values in ('f')");
    if (!since(11)) {
      tend();
    }
    change(
        "insert into part values (2, 'e', 'x', 1), (3, 'f', 'x', 1)",
        "insert into part_f (id, region) values (4, 'f')",
        "update part set note = 'y'",
        "delete from part_e");
    tend();
    change("insert into part values (5, 'e', 'x', 1)", "truncate part_e", "truncate part_f");
    prepare("alter table part detach partition part_a");
    tend();
    prepare(
        "insert into part_a values (70, 'a', 'out', 1)", "truncate part_a", "drop table part_a");
    pair().onTarget("delete from part where region = 'a'");
    change("insert into part values (6, 'b', 'x', 1)");
    prepare(
        "select londiste.local_remove_table('stories', '" + pair().schema() + ".part')",
        "insert into part values (7, 'b', 'x', 1)");
    assertThat(
            pair()
                .source
                .count(
                    "select count(*) from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid ="
                        + " c.relnamespace where n.nspname = '"
                        + pair().schema()
                        + "' and t.tgname like '\\_londiste%'"))
        .isZero();
  }

  @Test
  void triggersOfPartitionsChangeTheTable() {
    partitioned();
    capture("part");
    prepare(
        "create function nested() returns trigger language plpgsql as $$ begin if new.n < 50 then"
            + " update part set n = n + 50, note = 'nested' where id in (new.id, new.id + 4, new.id - 4);"
            + " update part_b set n = n + 100 where id = new.id + 4; end if; return null; end $$");
    for (String table : new String[] {"part_a", "part_b", "part_c1"}) {
      prepare(
          "create trigger x after insert or update on "
              + table
              + " for each row execute procedure nested()");
    }
    change(
        "insert into part select i, substr('abcd', i % 4 + 1, 1), 'x', i from generate_series(1, 20) i",
        "insert into part_b (id, region, n) values (100, 'b', 1), (104, 'b', 1)",
        "update part set n = 1",
        "update part_b set n = 1");
    if (since(11)) {
      change("update part set n = 1, region = 'b' where region = 'a'");
    }
  }

  @Test
  void partitionedToPartitioned() {
    assumeTrue(since(11) && pair().targetMajor() >= 11);
    tables(PARTS);
    capture("part");
    change(
        "insert into part select i, substr('abcd', i % 4 + 1, 1), 'x', i from generate_series(1, 20) i",
        "update part set region = 'a' where id > 15",
        "delete from part where id < 3",
        "truncate part_c1",
        "truncate part");
  }

  @Test
  void aPartitionIsNotTruncatedByThoseWhoDoNotSeeAllItsRows() throws SQLException {
    partitioned();
    capture("part");
    change("insert into part values (1, 'a', 'seen', 1)");
    prepare("begin isolation level repeatable read", "select count(*) from part");
    try (Connection other = pair().source.connect();
        Statement statement = other.createStatement()) {
      statement.execute(
          "insert into \"" + pair().schema() + "\".part values (2, 'a', 'unseen', 1)");
    }

    assertThatThrownBy(() -> pair().tryToRun("truncate part_a"))
        .hasMessageContaining("cannot replicate TRUNCATE of partition")
        .hasMessageContaining("Truncate it under read committed");

    prepare("rollback");
    change("truncate part_a");
  }
}
