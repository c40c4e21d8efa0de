package org.jlondiste.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jlondiste.postgres.Session;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What the root notices of tables that were altered without a word to the set. */
@ParameterizedClass
@ValueSource(strings = {"8.4", "9.6", "18"})
class WatchCaptureIT {
  private static final String LOOK = "select jlondiste.watch_capture('q', false)";

  private final Database database;

  WatchCaptureIT(String version) {
    database = Servers.get(version).createDatabase();
  }

  @BeforeEach
  void capturedTables() {
    database.run("create table goods (id int primary key)", "create table busy (id int)");
    try (Session session = database.session()) {
      new Installer(session).install();
    }
    database.run(
        "select pgq_node.register_location('q', 'root', 'dbname=here', false)",
        "select pgq_node.create_node('q', 'root', 'root', 'root_w', null, null, null)",
        "select londiste.local_add_table('q', 'public.goods')",
        "select londiste.local_add_table('q', 'public.busy')",
        LOOK);
  }

  @Test
  void aTableThatSomebodyKeepsLockedIsNotWaitedFor() throws SQLException {
    try (Connection other = database.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("lock table busy in access exclusive mode");
      database.run("alter table goods add n int default 5");

      database.run("set statement_timeout = '5s'; " + LOOK);

      assertThat(told()).isEqualTo(1);
    }
  }

  @Test
  void aDefaultThatIsNotTheSameEverywhereStopsTheTableWhateverTheOthersHave() {
    database.run("alter table goods add n int default 5", LOOK);
    assertThat(told("%, null)")).isZero();

    database.run("alter table goods add at timestamptz default now()", LOOK);
    assertThat(told("%, null)")).isEqualTo(1);

    database.run("alter table goods add number bigserial", LOOK);
    assertThat(told("%, null)")).isEqualTo(2);
  }

  @Test
  void aTableThatTakesTheNameOfAnotherIsNotTakenForIt() {
    database.run("alter table busy rename to renamed", LOOK);
    assertThat(told()).isZero();

    database.run(
        "alter table goods rename to goods_old", "create table goods (id int primary key)", LOOK);
    assertThat(told("%another table took its name%")).isEqualTo(1);
  }

  @Test
  void aTypeThatIsNoLongerWhatItWasStopsTheTable() {
    boolean young = !database.server().version().equals("8.4");
    database.run("alter table goods add n smallint, add v varchar(5), add d numeric(5,2)", LOOK);
    if (young) {
      database.run("alter table goods alter v type text, alter d type numeric(9,2)", LOOK);
      assertThat(told("%, null)")).isZero();
      assertThat(told()).isEqualTo(1);
    }

    database.run("alter table goods alter n type int", LOOK);
    assertThat(told("%all its rows were written anew, and values of its column n may%, null)"))
        .isEqualTo(1);
    database.run("alter table goods alter n type numeric using n * 2", LOOK);
    assertThat(told("%its column n became numeric%, null)")).isEqualTo(1);

    database.run(
        "create type mood as enum ('sad', 'ok')",
        "create type pair as (a int, m mood" + (young ? "[]" : "") + ", b text)",
        "alter table busy add p pair, add q mood",
        LOOK);
    long before = told();
    if (young) {
      database.run("alter type mood add value 'new'", "alter type pair add attribute c int", LOOK);
      assertThat(told()).isEqualTo(before);
      database.run("alter type pair drop attribute b", LOOK);
      assertThat(told("%public.busy%values of its type public.pair are others now%, null)"))
          .isEqualTo(1);
    }
    database.run("update pg_enum set enumlabel = 'blue' where enumlabel = 'sad'", LOOK);
    assertThat(told("%public.busy%values of its type public.mood are others now%, null)"))
        .isEqualTo(1);
    long after = told();
    database.run("alter table busy drop q, drop p", LOOK);
    assertThat(told()).isEqualTo(after);
  }

  @Test
  void aTypeThatChangesBeforeTheFirstLookIsNoticed() {
    database.run(
        "create type fresh as enum ('sad', 'ok')",
        "create table early (id int primary key, m fresh)",
        "select londiste.local_add_table('q', 'public.early')",
        "update pg_enum set enumlabel = 'blue' where enumlabel = 'sad'",
        LOOK);
    assertThat(told("%public.early%values of its type public.fresh are others now%, null)"))
        .isEqualTo(1);
  }

  @Test
  void valuesThatAnAlterationMakesOthersStopTheTableAlthoughTheirTypeHoldsThem() {
    boolean young = !database.server().version().equals("8.4");
    database.run(
        "alter table goods add v text, add w varchar(5), add n int",
        "insert into goods select i, 'v' || i, 'w' || i, i from generate_series(1, 300) as i",
        "analyze goods",
        LOOK);
    long before = told();

    database.run("alter table goods alter v type text using upper(v)", LOOK);
    assertThat(told("%public.goods%values of its column v may be others now%, null)")).isEqualTo(1);
    database.run(LOOK);
    assertThat(told()).isEqualTo(before + 1);
    if (young) {
      database.run("alter table goods alter w type varchar(9)", LOOK);
      assertThat(told("%, null)")).isEqualTo(1);
      database.run("alter table goods alter w type text using upper(w)", LOOK);
      assertThat(told("%values of its column w may be others now%, null)")).isEqualTo(1);
    }
    database.run("alter table goods alter n type bigint using n * 2", LOOK);
    assertThat(told("%values of its column n may be others now%, null)")).isEqualTo(1);
  }

  /** That a column still has statistics tells nothing if they came with its new values. */
  @Test
  void anAnalysedColumnThatCameWithADefaultStopsTheTableToo() {
    database.run(
        "alter table goods add v text",
        "insert into goods select i, 'v' || i from generate_series(1, 300) as i",
        "alter table goods add n int default 5",
        "analyze goods",
        LOOK);
    long before = told();

    database.run("vacuum full goods", "analyze goods", LOOK);
    assertThat(told()).isEqualTo(before);

    database.run("alter table goods add m int default 6", "analyze goods", LOOK);
    long after = told();
    database.run("alter table goods alter m type int using m * 2", "analyze goods", LOOK);
    assertThat(told("%values of its column m may be others now%, null)")).isEqualTo(1);
    assertThat(told()).isEqualTo(after + 1);
  }

  @Test
  void whatWritesRowsAnewOrChangesColumnsOtherwiseStopsNothing() {
    database.run(
        "alter table goods add v text, add n int default 5",
        "insert into goods select i, 'v' || i from generate_series(1, 300) as i",
        "analyze goods",
        LOOK);
    long before = told();

    for (String harmless :
        new String[] {
          "vacuum full goods",
          "cluster goods using goods_pkey",
          "alter table goods alter v set statistics 500",
          "alter table goods alter v set storage external",
          "alter table goods alter v set not null",
          "alter table goods alter v set default 'x'",
          "alter table goods rename v to w",
          "grant select (w) on goods to public",
          "vacuum freeze pg_attribute; vacuum full goods",
          "create index goods_w on goods (w)",
          "alter table goods drop n",
          "cluster goods using goods_w",
          "truncate goods"
        }) {
      for (String statement : harmless.split("; ", -1)) {
        database.run(statement);
      }
      database.run(LOOK);
      assertThat(told()).as(harmless).isEqualTo(before);
    }
  }

  @Test
  void rowsOfPartitionsThatAreMadeOthersStopTheTable() {
    Assumptions.assumeTrue(Double.parseDouble(database.server().version()) >= 11);
    database.run(
        "create table parts (id int primary key, v text) partition by range (id)",
        "create table parts_1 partition of parts for values from (1) to (5)",
        "create table parts_2 partition of parts for values from (5) to (9)",
        "insert into parts select i, 'v' from generate_series(1, 8) as i",
        "select londiste.local_add_table('q', 'public.parts')",
        "vacuum full parts_1",
        LOOK,
        "alter table parts alter v set default 'x'",
        LOOK,
        "alter table parts detach partition parts_1",
        LOOK);
    assertThat(told()).isZero();

    database.run("alter table parts alter v type text using upper(v)", LOOK);

    assertThat(told("%public.parts%values of its column v may be others now%, null)")).isEqualTo(1);
  }

  @Test
  void rowsThatComeWithAPartitionStopTheTable() throws SQLException {
    Assumptions.assumeTrue(Double.parseDouble(database.server().version()) >= 11);
    database.run(
        "create table parts (id int primary key, v text) partition by range (id)",
        "create table parts_1 partition of parts for values from (1) to (5)",
        "select londiste.local_add_table('q', 'public.parts')",
        LOOK);
    database.runTogether(
        "create table parts_2 partition of parts for values from (5) to (9)",
        "insert into parts values (5, 'captured')");
    database.run(
        "create table parts_3 (like parts including all)",
        "alter table parts attach partition parts_3 for values from (9) to (20)",
        "insert into parts values (10, 'captured')",
        LOOK,
        LOOK);
    assertThat(told()).isZero();

    database.runTogether(
        "create table parts_4 (like parts including all)",
        "insert into parts_4 values (20, 'not captured')",
        "alter table parts attach partition parts_4 for values from (20) to (30)");
    database.run(LOOK, LOOK);
    assertThat(told("%its partition public.parts_4 had rows when it was attached%, null)"))
        .isEqualTo(1);

    database.run(
        "create table parts_5 (like parts including all)",
        "insert into parts_5 values (30, 'not captured')",
        "alter table parts attach partition parts_5 for values from (30) to (40)");
    try (Connection other = database.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("lock table parts_5 in access exclusive mode");
      database.run(LOOK);
      assertThat(told()).isEqualTo(1);
    }
    database.run(LOOK);
    assertThat(told()).isEqualTo(2);

    database.run("alter table parts detach partition parts_5", "drop table parts_4");
    assertThat(warnings(LOOK))
        .anyMatch(
            warning -> warning.contains("its partition public.parts_4 was detached or dropped"))
        .anyMatch(
            warning -> warning.contains("its partition public.parts_5 was detached or dropped"));
    assertThat(told()).isEqualTo(2);
  }

  /** Whoever attaches it may have begun before somebody else filled it. */
  @Test
  void rowsOfLaterTransactionsThatCameBeforeThePartitionStopTheTable() throws SQLException {
    Assumptions.assumeTrue(Double.parseDouble(database.server().version()) >= 11);
    database.run(
        "create table parts (id int primary key, f float4, v text) partition by range (id)",
        "create table parts_1 (v text, gone int, id int primary key, f float4)",
        "alter table parts_1 drop gone",
        "create table parts_2 (like parts_1 including all)",
        "select londiste.local_add_table('q', 'public.parts')",
        "select pgq.ticker('q')",
        LOOK);
    try (Connection slow = database.connect();
        Statement statement = slow.createStatement()) {
      slow.setAutoCommit(false);
      statement.execute("create table early (id int)");
      database.run("insert into busy values (1)", "select pgq.force_tick('q')");
      statement.execute("alter table parts attach partition parts_1 for values from (1) to (5)");
      slow.commit();
    }
    database.run(
        "set extra_float_digits = 0; insert into parts values (1, 0.3, 'x')",
        "insert into parts_1 (id, f) values (2, 1.1), (3, 'NaN')",
        "update parts set f = 16777217, v = 'a,b' where id = 2",
        LOOK);
    assertThat(told()).isZero();

    try (Connection slow = database.connect();
        Statement statement = slow.createStatement()) {
      slow.setAutoCommit(false);
      statement.execute("create table late (id int)");
      database.run("insert into parts_2 (id, v) values (7, 'not captured')");
      statement.execute("alter table parts attach partition parts_2 for values from (5) to (9)");
      slow.commit();
    }
    database.run("insert into parts values (8, 0.3, 'captured')", LOOK);
    assertThat(told("%its partition public.parts_2 had rows when it was attached%, null)"))
        .isEqualTo(1);
  }

  private List<String> warnings(String sql) throws SQLException {
    List<String> warnings = new ArrayList<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
      for (SQLWarning next = statement.getWarnings(); next != null; next = next.getNextWarning()) {
        warnings.add(next.getMessage());
      }
    }
    return warnings;
  }

  @Test
  void aTableThatHasStoppedIsLeftAlone() {
    database.run(
        "update londiste.table_info set merge_state = 'ok'",
        "select jlondiste.stop_table('q', 'public.goods', 'first', null)",
        "select jlondiste.stop_table('q', 'public.goods', 'second', null)");

    assertThat(database.query("select table_name, problem from jlondiste.stopped_table"))
        .containsExactly("public.goods|first");
  }

  @Test
  void whatAnotherServerOrNodeNotedOfRowsTellsNothing() {
    database.run(
        "alter table goods add v text",
        LOOK,
        "update jlondiste.table_rewrite set origin = 'branch' || substr(origin, 5)",
        "alter table goods alter v type text using upper(v)",
        LOOK);
    assertThat(told()).isZero();

    database.run("alter table goods alter v type text using upper(v)", LOOK);
    assertThat(told()).isEqualTo(1);
  }

  private long told() {
    return told("%");
  }

  private long told(String like) {
    return database.count(
        "select count(*) from pgq.event_1 where ev_data like 'select jlondiste.stop_table%' and ev_data like '"
            + like
            + "'");
  }
}
