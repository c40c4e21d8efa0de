package org.jlondiste.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.jlondiste.support.Application;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The application does not notice that its tables are captured. */
@ParameterizedClass
@MethodSource("ways")
class CaptureUnnoticedIT extends CaptureStory {
  CaptureUnnoticedIT(Way way) {
    super(way);
  }

  @BeforeEach
  void beginStory() {
    begin();
    prepare(
        "create table t (id serial primary key, note text check (note <> 'bad'), n int default 1)");
    pair().onTarget("create table t (id int primary key, note text, n int)");
  }

  private String value(String sql) {
    try (Statement statement = pair().application().createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private int count(String sql) throws SQLException {
    try (Statement statement = pair().application().createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  @Test
  void lastvalRowCountsReturningAndFound() throws SQLException {
    needs(9.0);
    capture("t");
    pair().run("insert into t (note) values ('a')", "update t set note = 'b'");
    assertThat(value("select lastval()")).isEqualTo("1");
    assertThat(count("insert into t (note) select 'x' from generate_series(1, 7)")).isEqualTo(7);
    assertThat(count("update t set n = 5 where id > 3")).isEqualTo(5);
    assertThat(count("delete from t where id = 8")).isEqualTo(1);
    assertThat(count("delete from t where id = 8")).isZero();
    assertThat(value("insert into t (note) values ('c') returning id || note || n"))
        .isEqualTo("9c1");
    assertThat(value("update t set note = 'd' where id = 9 returning note")).isEqualTo("d");
    pair()
        .run(
            "do $$ declare n int; begin update t set n = 2 where id = -5; if found then raise 'found'; end if;"
                + " update t set n = 2 where id < 3; if not found then raise 'not found'; end if;"
                + " get diagnostics n = row_count; if n <> 2 then raise 'rows %', n; end if; end $$");
    follow();
  }

  @Test
  void errorsAreTheSame() {
    capture("t");
    pair().run("insert into t (note) values ('a')");
    String[][] errors = {
      {"insert into t (id) values (1)", "23505"},
      {"insert into t (note) values ('bad')", "23514"},
      {"update t set note = 'bad'", "23514"},
      {"update t set id = null", "23502"},
      {"update t set n = 1 / 0", "22012"},
    };
    for (String[] error : errors) {
      assertThatThrownBy(() -> pair().tryToRun(error[0]))
          .isInstanceOfSatisfying(
              SQLException.class,
              e -> {
                assertThat(e.getSQLState()).isEqualTo(error[1]);
                assertThat(e.getMessage()).doesNotContain("jlondiste");
              });
    }
    follow();
  }

  @Test
  void plansOfTheApplicationOutliveCapture() {
    prepare(
        "create function put(text) returns int language plpgsql as"
            + " 'declare put int; begin insert into t (note) values ($1) returning id into put;"
            + " return put; end'",
        "prepare add_row as insert into t (note) values ($1) returning id",
        "prepare change_rows (int) as update t set n = n + $1 where id > $1",
        "prepare drop_rows (int) as delete from t where id % $1 = 0");
    executePlans();
    prepare("delete from t");
    capture("t");
    executePlans();
    follow();
    tables("alter table t add column more int default 3");
    executePlans();
    follow();
    prepare("select londiste.local_remove_table('stories', '" + pair().schema() + ".t')");
    executePlans();
  }

  /** So often that the server takes a plan for all values. */
  private void executePlans() {
    for (int i = 0; i < 7; i++) {
      pair()
          .run(
              "execute add_row ('a')",
              "select put('b')",
              "execute change_rows (3)",
              "execute drop_rows (5)");
    }
  }

  @Test
  void theApplicationWritesInAnEncodingOfItsOwn() {
    capture("t");
    String into = "insert into " + pair().schema() + ".t (note) values ";
    try (Application latin =
            Application.of(pair().source, Map.of(), "LATIN1", StandardCharsets.ISO_8859_1);
        Application japanese =
            Application.of(pair().source, Map.of(), "SJIS", Charset.forName("windows-31j"))) {
      assertThat(latin.run(into + "('\u00e9\u00ff') returning note"))
          .containsExactly("\u00e9\u00ff");
      // in this encoding they end in the byte of a backslash
      assertThat(japanese.run(into + "('\u8868\u30bd') returning note"))
          .containsExactly("\u8868\u30bd");
      japanese.run("update " + pair().schema() + ".t set note = note || '\u80fd', id = id + 10");
    }
    follow();
    assertThat(pair().source.query("select note from " + pair().schema() + ".t order by id"))
        .containsExactly("\u00e9\u00ff\u80fd", "\u8868\u30bd\u80fd");
  }

  /** These are good in a json, but no function can make text of them. */
  @Test
  void escapesThatAreNoCharacters() {
    needs(9.2);
    tables(
        "create table j (id int primary key, a json, \"o\"\"d\\u0000\\ {}, n\u00e4me\" json, b json[])");
    capture("j");
    for (String level : List.of("serializable", "repeatable read", "read committed")) {
      pair().run("set session characteristics as transaction isolation level " + level);
      change(
          "insert into j select i, '\"\\u0000 \\ud800 \\\\u0000 \\\\\\u0000\"', '{\"\\u0000\": \"\\\\\"}',"
              + " array['\"\\u0000\"']::json[] from generate_series(1, 3) i",
          "update j set b = null where id = 2",
          "update j set id = 9 where id = 3",
          "delete from j");
    }
  }

  @Test
  void settingsStayAsTheyAre() {
    needs(9.0);
    capture("t");
    List<String> names =
        List.of(
            "search_path",
            "datestyle",
            "intervalstyle",
            "timezone",
            "extra_float_digits",
            "bytea_output",
            "lc_monetary");
    pair()
        .run(
            "set intervalstyle = iso_8601",
            "set timezone = 'Asia/Tokyo'",
            "set extra_float_digits = 0");
    List<String> before = names.stream().map(name -> value("show " + name)).toList();
    pair().run("begin", "insert into t (note) values ('a')", "update t set note = 'b', id = 7");
    assertThat(names.stream().map(name -> value("show " + name)).toList()).isEqualTo(before);
    pair().run("commit");
    assertThat(names.stream().map(name -> value("show " + name)).toList()).isEqualTo(before);
    follow();
  }

  @Test
  void aRoleWithoutRights() throws SQLException {
    capture("t");
    String schema = pair().schema();
    String role = schema + "_app";
    prepare(
        "create role " + role + " login",
        "grant usage on schema " + schema + " to " + role,
        "grant select, insert, update, delete, truncate on t to " + role,
        "grant usage on sequence t_id_seq to " + role,
        "create function nested() returns trigger language plpgsql as $$ begin if new.n = 1 then"
            + " update "
            + schema
            + ".t set n = 2 where id = new.id; end if; return null; end $$",
        "create trigger nested after insert or update on t for each row execute procedure nested()",
        "revoke all on schema jlondiste, pgq from public");
    try {
      pair()
          .source
          .runAs(
              role,
              "insert into " + schema + ".t (note) values ('a'), ('b')",
              "update " + schema + ".t set note = 'c', id = id + 10, n = 1",
              "delete from " + schema + ".t where id = 11",
              "begin isolation level serializable; update " + schema + ".t set note = 'x'; commit");
      follow();
      pair().source.runAs(role, "truncate " + schema + ".t");
      follow();
    } finally {
      prepare("grant usage on schema jlondiste, pgq to public");
    }
    try (Connection connection = pair().source.connect(role);
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("select jlondiste.fresh_event_table(1)"))
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void rowsThatTheRoleMayNotSee() {
    needs(9.5);
    capture("t");
    String schema = pair().schema();
    String role = schema + "_app";
    prepare(
        "create role " + role + " login",
        "grant usage on schema " + schema + " to " + role,
        "grant select, insert, update, delete on t to " + role,
        "alter table t enable row level security",
        "alter table t force row level security",
        "create policy own on t to " + role + " using (n = 1) with check (true)",
        "create function nested() returns trigger language plpgsql security definer as $$ begin if new.note = 'hide' and new.n = 1 then"
            + " update "
            + schema
            + ".t set n = 2 where id = new.id; end if; return null; end $$",
        "create trigger nested after insert or update on t for each row execute procedure nested()");
    pair()
        .source
        .runAs(
            role,
            "insert into "
                + schema
                + ".t values (1, 'a', 1), (2, 'b', 2), (3, 'hide', 1), (4, 'x', 1)",
            "update " + schema + ".t set note = 'hide' where id = 1",
            "delete from " + schema + ".t where id = 4");
    follow();
    assertThat(pair().target.count("select count(*) from " + schema + ".t")).isEqualTo(3);
  }

  @Test
  void sessionReplicationRoles() {
    capture("t");
    pair()
        .run(
            "set session_replication_role = local",
            "insert into t (id) values (100)",
            "truncate t",
            "insert into t (id) values (101)");
    pair()
        .run(
            "set session_replication_role = replica",
            "insert into t (id) values (102)",
            "update t set n = 9",
            "delete from t");
    pair().run("set session_replication_role = origin");
    follow();
    assertThat(pair().eventTypes()).isEmpty();
    change("insert into t (id) values (1)");
    pair()
        .run(
            "begin; insert into t (id) values (2); set local session_replication_role = local; insert into t (id) values (900); delete from t where id = 900;"
                + " set local session_replication_role = origin; insert into t (id) values (3); commit");
    follow();
  }

  @Test
  void otherIsolationLevels() {
    capture("t");
    for (String level : new String[] {"repeatable read", "serializable", "read uncommitted"}) {
      pair().run("set session characteristics as transaction isolation level " + level);
      change(
          "insert into t (note) values ('a'), ('b')",
          "update t set note = 'c', id = id + 1000",
          "truncate t");
    }
  }

  @Test
  void readOnlyTransactionsAndEmptyStatements() {
    capture("t");
    pair()
        .run(
            "begin read only; select * from t; rollback",
            "update t set n = 1 where false",
            "delete from t",
            "insert into t select * from t");
    follow();
    assertThat(pair().eventTypes()).isEmpty();
  }

  @Test
  void nothingIsLeftInTheListOfStatements() {
    needs(9.3);
    capture("t");
    pair().run("begin");
    for (int i = 0; i < 5; i++) {
      pair()
          .run(
              "insert into t (note) select 'x' from generate_series(1, 3)",
              "update t set n = n + 1",
              "savepoint s",
              "update t set id = id + 100",
              "rollback to s",
              "delete from t where id in (select min(id) from t)");
    }
    assertThat(value("select current_setting('jlondiste.statements')")).isEmpty();
    pair().run("commit");
    follow();
  }
}
