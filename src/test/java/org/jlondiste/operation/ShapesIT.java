package org.jlondiste.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jlondiste.support.Await;
import org.jlondiste.support.Rows;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.Test;

/** Tables of every shape that a server allows, all in one set: copied, changed, and compared. */
class ShapesIT {
  /** As many as a table can have. */
  private static final int COLUMNS = 1600;

  /** 63 bytes, the most that a name can have. */
  private static final String NAME =
      "\"Zażółć gęślą jaźń 'i' %s $1 \\ {a,b} (c) 象 \"\"q\"\" xxxxxx\"";

  private static final String[][] KEYS = {
    {"bigint", "-1", "9223372036854775807"},
    {"bit(3)", "'101'", "'000'"},
    {"bool", "true", "false"},
    {"char(4)", "'a'", "'ab'"},
    {"bytea", "'\\x00ff'", "''"},
    {"\"char\"", "'a'", "'('"},
    {"cidr", "'10.0.0.0/8'", "'::/0'"},
    {"date", "'0044-03-15 BC'", "'infinity'"},
    {"float4", "0.1", "'NaN'"},
    {"float8", "0.1 + 0.2", "'-Infinity'"},
    {"inet", "'10.0.0.1/8'", "'::1'"},
    {"smallint", "1", "-32768"},
    {"interval", "'1 mon'", "'-25:00:00'"},
    {"jsonb", "'null'", "'{\"a\": [1.00]}'"},
    {"macaddr", "'08:00:2b:01:02:03'", "'ff:ff:ff:ff:ff:ff'"},
    {"macaddr8", "'08:00:2b:01:02:03:04:05'", "'ff:ff:ff:ff:ff:ff:ff:ff'"},
    {"money", "'12.34'", "'-5000000.01'"},
    {"name", "'a b'", "'\"'"},
    {"numeric", "1.00", "'NaN'"},
    {"oid", "4294967295", "0"},
    {"oidvector", "'1 2'", "'3'"},
    {"pg_lsn", "'0/0'", "'16/B374D848'"},
    {"regclass", "'pg_class'", "'pg_type'"},
    {"text", "''", "E'a\\tb\\\\N'"},
    {"tid", "'(0,1)'", "'(5,2)'"},
    {"time", "'24:00'", "'12:34:56.789012'"},
    {"timetz", "'00:00+02'", "'12:34-11:30'"},
    {"timestamp", "'-infinity'", "'2020-03-04 05:06:07.123456'"},
    {"timestamptz", "'2020-10-25 02:30+01'", "'infinity'"},
    {"tsquery", "'a & !b'", "'x:*'"},
    {"tsvector", "'a:1A b:2'", "''"},
    {"uuid", "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'", "'00000000-0000-0000-0000-000000000000'"},
    {"varbit", "''", "'0000000001'"},
    {"xid8", "'1'", "'18446744073709551615'"},
    {"int4range", "'empty'", "'(,3]'"},
    {"nummultirange", "'{}'", "'{[1.0,2),[5,)}'"},
    {"int[]", "'{1,NULL}'", "'[2:3]={1,2}'"},
    {"text[]", "'{\"\",NULL,\"NULL\",\"a,b\"}'", "'{}'"},
    {"mood", "'ha, ppy'", "'\"'"},
    {"mood[]", "'{\"ha, ppy\"}'", "'{}'"},
    {"positive", "1", "2147483647"},
    {"pair", "row(1, '(\"')", "row(null, '')"},
  };

  private final Place root = new Place(Servers.get("18").createDatabase("shapes"), "master");
  private final Place leaf = new Place(Servers.get("17").createDatabase("shapes"), "slave");
  private final List<String> tables = new ArrayList<>();
  private final List<String> before = new ArrayList<>();
  private final List<String> after = new ArrayList<>();

  @Test
  void allEndUpAlike() {
    invent();
    root.createRoot();
    root.database().run(before.toArray(String[]::new));
    assertThat(root.addTables().leftOut()).isEmpty();
    leaf.createLeaf(root);
    assertThat(leaf.addTables().leftOut()).isEmpty();
    try (Workers workers = Workers.of(root, leaf)) {
      workers.awaitSync(leaf);
      root.database().run(after.toArray(String[]::new));
      awaitArrival();
    }
    assertThat(leaf.database().query("select table_name, problem from jlondiste.stopped_table"))
        .isEmpty();
    assertThat(leaf.tableInfo()).hasSameSizeAs(tables);
    onBoth("create view otherwise_seen as select id, a, note from otherwise");
    for (String table : tables) {
      String seen = table.equals("otherwise") ? "otherwise_seen" : table;
      assertThat(root.database().count("select count(*) from " + seen)).as(table).isPositive();
      Rows.assertSameRows(root.database(), leaf.database(), seen);
    }
  }

  @Test
  void whatIsNotReplicatedIsNamed() throws SQLException {
    root.createRoot();
    root.database()
        .run(
            "create unlogged table unlogged (id int primary key)",
            "create table permanent (id int primary key)",
            "create table without_columns ()");
    try (Connection other = root.database().connect()) {
      other.createStatement().execute("create temporary table passing (id int primary key)");

      AddTables.Report report = root.addTables();

      assertThat(report.added()).singleElement().hasToString("public.permanent");
      assertThat(report.leftOut().stream().map(LeftOut::toString))
          .containsExactly(
              "public.unlogged: it is unlogged", "public.without_columns: it has no columns");
      assertThatThrownBy(() -> add("unlogged"))
          .hasMessageContaining("cannot add table public.unlogged: it is unlogged");
      assertThatThrownBy(() -> add("without_columns"))
          .hasMessageContaining("cannot add table public.without_columns: it has no columns");
      assertThatThrownBy(() -> add("passing"))
          .hasMessageContaining("there is no table passing in database");
    }
  }

  private void add(String table) {
    root.addTables(
        new AddTables.Request(
            List.of(table),
            false,
            TableSettings.PLAIN,
            Optional.empty(),
            false,
            false,
            Duration.ofMillis(200),
            RegistrationFilter.NONE));
  }

  private void invent() {
    onBoth("create type mood as enum ('\"', 'ha, ppy')");
    onBoth("create domain positive as int check (value > 0)");
    onBoth("create type pair as (a int, b text)");
    keysOfEveryType();
    asManyColumnsAsThereMayBe();
    partitionsHereOrThere();
    childrenHereOrThere();
    columnsThatTheServerFills();
    otherColumnsHereOrThere();
    namesOfEveryKind();
    fewColumns();
  }

  private void keysOfEveryType() {
    for (int i = 0; i < KEYS.length; i++) {
      String table = "key_" + i;
      String type = KEYS[i][0];
      String one = "(" + KEYS[i][1] + ")::" + type;
      String other = "(" + KEYS[i][2] + ")::" + type;
      alike(table, "(k " + type + " primary key, n int)");
      before.add("insert into " + table + " values (" + one + ", 1)");
      after.add("update " + table + " set n = 2 where k = " + one);
      after.add("insert into " + table + " values (" + other + ", 3)");
      after.add("delete from " + table + " where k = " + one);
      after.add("update " + table + " set k = " + one + " where k = " + other);
      after.add("insert into " + table + " values (" + other + ", 4)");
      after.add("delete from " + table + " where k = " + one + " and n = 3");
    }
  }

  private void asManyColumnsAsThereMayBe() {
    for (String kind : List.of("int", "bool")) {
      String columns =
          IntStream.range(1, COLUMNS)
              .mapToObj(i -> "a_column_with_a_long_name_" + i + " " + kind)
              .collect(Collectors.joining(", "));
      String table = "wide_" + kind;
      String last = "a_column_with_a_long_name_" + (COLUMNS - 1);
      String value = kind.equals("int") ? "7" : "true";
      alike(table, "(id int primary key, " + columns + ")");
      before.add("insert into " + table + " select i from generate_series(1, 20) i");
      after.add("update " + table + " set " + last + " = " + value + " where id % 2 = 0");
      after.add("insert into " + table + " (id, " + last + ") values (100, " + value + ")");
      after.add("update " + table + " set id = id + 1000 where id > 15");
      after.add("delete from " + table + " where id < 5");
    }
    String columns =
        IntStream.range(0, COLUMNS)
            .mapToObj(i -> "c" + i + " int")
            .collect(Collectors.joining(","));
    alike("wide_without_key", "(" + columns + ")");
    before.add("insert into wide_without_key (c5) select i / 2 from generate_series(1, 20) i");
    after.add("update wide_without_key set c1599 = 3 where c5 = 2");
    after.add("delete from wide_without_key where c5 = 4");
  }

  private void partitionsHereOrThere() {
    String columns = "(id int, region text, n int, primary key (id, region))";
    String[] byRegion = {
      " partition by list (region)",
      "create table %1$s_a partition of %1$s for values in ('a', 'b')",
      "create table %1$s_rest partition of %1$s default"
    };
    String[] byId = {
      " partition by range (id)",
      "create table %1$s_1 partition of %1$s for values from (minvalue) to (10)",
      "create table %1$s_2 partition of %1$s for values from (10) to (maxvalue) partition by hash"
          + " (id)",
      "create table %1$s_21 partition of %1$s_2 for values with (modulus 2, remainder 0)",
      "create table %1$s_22 partition of %1$s_2 for values with (modulus 2, remainder 1)"
    };
    String[] whole = {""};
    parts("parted_here", columns, byRegion, whole);
    parts("parted_there", columns, whole, byId);
    parts("parted_alike", columns, byId, byId);
    parts("parted_otherwise", columns, byRegion, byId);
    after.addAll(
        List.of(
            // a leaf is written to, comes, goes and returns
            "insert into parted_here_a values (50, 'b', 1)",
            "update parted_otherwise_rest set n = 7",
            "truncate parted_otherwise_a",
            "create table parted_here_e (id int not null, region text not null, n int,"
                + " primary key (id, region))",
            "alter table parted_here attach partition parted_here_e for values in ('e')",
            "insert into parted_here values (60, 'e', 1)",
            "create table parted_here_f partition of parted_here for values in ('f')",
            "insert into parted_here_f values (61, 'f', 1)",
            "begin; alter table parted_here detach partition parted_here_e;"
                + " alter table parted_here attach partition parted_here_e for values in ('e');"
                + " commit",
            "update parted_here_e set n = 9"));
  }

  private void parts(String table, String columns, String[] onRoot, String[] onLeaf) {
    create(root, table, columns, onRoot);
    create(leaf, table, columns, onLeaf);
    tables.add(table);
    before.add(
        "insert into "
            + table
            + " select i, substr('abcd', i % 4 + 1, 1), i from generate_series(1, 30) i");
    after.add("update " + table + " set region = 'a', n = -n where id % 3 = 0");
    after.add("update " + table + " set id = id + 100 where id > 20");
    after.add("insert into " + table + " values (1000, 'd', 1)");
    after.add("delete from " + table + " where id in (1, 2, 104)");
  }

  private static void create(Place place, String table, String columns, String[] parts) {
    place.database().run("create table " + table + columns + parts[0]);
    for (int i = 1; i < parts.length; i++) {
      place.database().run(parts[i].formatted(table));
    }
  }

  private void childrenHereOrThere() {
    root.database()
        .run(
            "create table parent (id int primary key, n int)",
            "create table child (more text, primary key (id)) inherits (parent)");
    leaf.database()
        .run(
            "create table parent (id int primary key, n int)",
            "create table child (more text, n int, id int primary key)");
    tables.add("parent");
    tables.add("child");
    before.add("insert into parent values (1, 1), (2, 2)");
    before.add("insert into child values (1, 1, 'x'), (3, 3, 'y')");
    after.add("update parent set n = n + 10");
    after.add("update parent set id = 30 where n = 13");
    after.add("delete from parent where id = 1");
    after.add("insert into child values (4, 4, 'z')");
    after.add("insert into parent values (4, 4)");
  }

  private void columnsThatTheServerFills() {
    different(
        "computed",
        "(id int generated always as identity primary key, a int, s int generated always as (a * 2)"
            + " stored, v int generated always as (a * 3) virtual, i int generated always as"
            + " identity)",
        "(i int generated by default as identity, v int, s int generated always as (a * 2) stored,"
            + " a int, id int generated always as identity primary key)");
    before.add("insert into computed (a) values (1), (2), (3)");
    after.add("update computed set a = 10 where id = 2");
    after.add("update computed set id = default where id = 3");
    after.add("insert into computed (id, a) overriding system value values (100, 7)");
    after.add("delete from computed where id = 1");
  }

  private void otherColumnsHereOrThere() {
    different(
        "otherwise",
        "(gone int, id int primary key, a smallint, gone_too text, note varchar(10))",
        "(own timestamptz not null default now(), note text, lost int, a bigint, id int primary"
            + " key, own_number serial)");
    root.database().run("alter table otherwise drop gone, drop gone_too");
    leaf.database().run("alter table otherwise drop lost");
    before.add("insert into otherwise values (1, 1, 'x'), (2, null, null)");
    after.add("update otherwise set note = 'y'");
    after.add("update otherwise set id = 5 where id = 2");
    after.add("insert into otherwise values (6, 6, '')");
    after.add("delete from otherwise where id = 1");
  }

  private void namesOfEveryKind() {
    alike(NAME, "(" + NAME + " int primary key, \"select\" text, \"ID\" int, id int)");
    before.add("insert into " + NAME + " values (1, 'a', 1, 1), (2, 'b', 2, 2)");
    after.add("update " + NAME + " set " + NAME + " = 7, \"ID\" = 5 where id = 1");
    after.add("insert into " + NAME + " values (8, 'c', 8, 8)");
    after.add("delete from " + NAME + " where id = 2");
  }

  private void fewColumns() {
    alike("only_a_key", "(id int primary key)");
    before.add("insert into only_a_key values (1), (2)");
    after.add("update only_a_key set id = id + 10");
    after.add("delete from only_a_key where id = 12");
    alike("unique_only", "(a int not null, b text not null, n int, unique (a, b))");
    before.add("insert into unique_only values (1, '', 1), (1, 'x', 2)");
    after.add("update unique_only set a = 3 - a, n = 9");
    after.add("delete from unique_only where b = ''");
    alike("without_key", "(a int, b text)");
    before.add("insert into without_key values (1, 'x'), (1, 'x'), (null, null)");
    after.add(
        "delete from without_key where ctid in (select min(ctid) from without_key where a = 1)");
    after.add("update without_key set b = 'y' where a is null");
  }

  private void alike(String table, String columns) {
    different(table, columns, columns);
  }

  private void different(String table, String onRoot, String onLeaf) {
    root.database().run("create table " + table + onRoot);
    leaf.database().run("create table " + table + onLeaf);
    tables.add(table);
  }

  private void onBoth(String statement) {
    root.database().run(statement);
    leaf.database().run(statement);
  }

  private void awaitArrival() {
    long goal = root.database().count("select pgq.force_tick('" + Place.QUEUE + "')");
    Await.until(
        "the leaf has all",
        () ->
            leaf.database()
                    .count(
                        "select last_tick_id from pgq_node.local_state where consumer_name ="
                            + " 'slave_worker'")
                >= goal);
  }
}
