package org.jlondiste.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jlondiste.postgres.Session;
import org.jlondiste.support.AcrossVersions;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * An ordinary role does the same in two databases, one of which is captured, and is told the same:
 * rows, counts, warnings, and errors with all that servers say of them.
 */
@AcrossVersions
class ApplicationsViewIT {
  /** What the owner makes. */
  private static final String[] OBJECTS = {
    "create table customer (id serial primary key, name text not null check (name <> 'bad'),"
        + " points int default 1, unique (name))",
    "create table orders (id serial primary key, customer int references customer on delete cascade"
        + " on update cascade deferrable, note varchar(5))",
    "create table visit (customer int, at timestamp default '2024-03-02')",
    "create table ledger (id serial, line text)",
    "create view rich as select id, name, points from customer where points > 5",
    "create rule rich_update as on update to rich do instead update customer set points = new.points"
        + " where id = old.id",
    "create function note_change() returns trigger language plpgsql as $f$ begin"
        + " insert into ledger (line) values (tg_op || ' ' || tg_relid::regclass);"
        + " if tg_op <> 'DELETE' and new.points = 666 then raise exception 'evil' using hint = 'do no evil';"
        + " end if; if tg_op = 'DELETE' then return old; end if; return new; end $f$",
    "create trigger note_change after insert or update or delete on customer for each row execute"
        + " procedure note_change()",
    "create function earn(int) returns text language plpgsql as $f$ declare v_rows int; v_id int; begin"
        + " update customer set points = points + $1 where points < 100; get diagnostics v_rows = row_count;"
        + " insert into customer (name) values ('new ' || $1) returning id into v_id;"
        + " delete from customer where id = -1;"
        + " return v_rows || ' ' || v_id || ' ' || found; end $f$",
    "create function powerful(int) returns void language sql security definer as"
        + " 'delete from customer where id = $1'",
  };

  /** What the application does, each from the version before the colon on. */
  private static final String[] STORY = {
    "8.4: select lastval()",
    "8.4: insert into customer (name) values ('a'), ('b'), ('c')",
    "8.4: select lastval(), currval('customer_id_seq')",
    "8.4: insert into customer (name) select 'n' || i from generate_series(1, 20) as i returning id, name",
    "8.4: update customer set points = id where id > 5 returning *",
    "8.4: select lastval()",
    "8.4: delete from customer where id in (7, 8, 99) returning id",
    "8.4: insert into orders (customer, note) select id, 'o' from customer",
    "8.4: select lastval()",
    "8.4: update customer set id = id + 1000 where id < 3",
    "8.4: select * from orders order by id",
    "8.4: insert into customer (name) values ('a')",
    "8.4: insert into customer (name) values ('bad')",
    "8.4: insert into customer (name) values (null)",
    "8.4: insert into customer (nothing) values (1)",
    "8.4: update customer set id = 9 where id = 10",
    "8.4: update customer set points = 1 / (id - 12)",
    "8.4: update customer set points = 666 where id = 5",
    "8.4: insert into orders (customer) values (4711)",
    "8.4: insert into orders (note) values ('too long')",
    "8.4: insert into customer (id, points) values ('x', 1)",
    "8.4: begin; set constraints all deferred; insert into orders (customer) values (4711); commit",
    "8.4: rollback",
    "8.4: select earn(5)",
    "8.4: select lastval()",
    "8.4: select powerful(5)",
    "8.4: update rich set points = 7 where id = 12",
    "8.4: prepare change (int, text) as update customer set name = $2 where id = $1 returning id, name",
    "8.4: execute change (12, 'x'); execute change (12, 'y'); execute change (12, 'z'); execute change (12, 'a1');"
        + " execute change (12, 'a2'); execute change (12, 'a3'); execute change (12, 'a4')",
    "8.4: execute change (12, 'bad')",
    "8.4: begin; declare c cursor for select * from customer where id > 15 for update; fetch 2 from c;"
        + " update customer set points = 55 where current of c; fetch 1 from c; delete from customer where current of c;"
        + " close c; commit",
    "8.4: begin; savepoint s; delete from customer; rollback to s; update customer set points = 3 where id = 20;"
        + " release s; commit",
    "8.4: begin isolation level serializable; update customer set points = points + 1; select sum(points) from"
        + " customer; commit",
    "8.4: begin read only; update customer set points = 1; commit",
    "8.4: rollback",
    "8.4: begin read only; select count(*) from customer; commit",
    "8.4: insert into visit select id, now() from customer",
    "8.4: update visit set at = '2024-05-05'; delete from visit where customer = 12",
    "8.4: set role somebody_else; insert into customer (name) values ('as another')",
    "8.4: select current_user, session_user; reset role",
    "8.4: truncate visit, orders",
    "8.4: truncate ledger",
    "8.4: select * from customer order by id",
    "8.4: update customer set points = points where false",
    "8.4: set statement_timeout = 1; update customer set points = 1 where pg_sleep(1) is null",
    "8.4: reset statement_timeout; show search_path; show datestyle",
    "9.0: do $$ begin update customer set points = 2 where id = -7; if found then raise 'found'; end if;"
        + " insert into customer (name) values ('a'); end $$",
    "9.1: with gone as (delete from customer where id = 15 returning id), come as (insert into customer (name)"
        + " select 'again ' || id from gone returning id, name) select * from come, gone",
    "9.2: do $$ declare t text; begin begin insert into customer (name) values ('bad'); exception when others then"
        + " get stacked diagnostics t = pg_exception_context; raise warning '% % %', sqlstate, sqlerrm, t; end; end $$",
    "9.5: insert into customer (name) values ('a'), ('fresh') on conflict (name) do update set points = 77"
        + " returning id, name, points",
    "9.5: insert into customer (name) values ('a') on conflict do nothing",
    "9.5: insert into customer (name) values ('q'), ('q') on conflict (name) do update set points = 0",
    "15: merge into customer c using (values ('a', 9), ('merged', 9)) as v (name, points) on c.name = v.name"
        + " when matched then update set points = v.points when not matched then insert (name) values (v.name)",
    "17: merge into customer c using (values ('a')) as v (name) on c.name = v.name when matched then delete"
        + " returning merge_action(), c.id",
    "18: update customer set points = 44 where id = 12 returning old.points, new.points",
    "8.4: select line, count(*) from ledger group by line order by line",
    "8.4: select jlondiste.wal_position()",
  };

  @ParameterizedTest
  @ValueSource(strings = {"8.4", "9.6", "12", "18"})
  void isTheSameWhetherTablesAreCapturedOrNot(String version) throws SQLException {
    Database plain = made(version);
    Database captured = made(version);
    try (Session session = captured.session()) {
      new Installer(session).install();
    }
    captured.run(
        "select pgq_node.register_location('q', 'root', 'dbname=here', false)",
        "select pgq_node.create_node('q', 'root', 'root', 'root_w', null, null, null)",
        "select londiste.local_add_table('q', 'public.customer')",
        "select londiste.local_add_table('q', 'public.orders')",
        "select londiste.local_add_table('q', 'public.visit')",
        "select londiste.local_add_table('q', 'public.ledger')",
        "revoke all on schema jlondiste, pgq, pgq_node, londiste from public");
    List<String> unnoticed = told(captured, version);

    List<String> expected = told(plain, version);

    // there, the schema is not even known
    expected.removeIf(line -> line.contains("jlondiste"));
    unnoticed.removeIf(line -> line.contains("jlondiste"));
    assertThat(expected).hasSizeGreaterThan(150);
    assertThat(unnoticed).isEqualTo(expected);
    assertThat(captured.count("select count(*) from pgq.event_1")).isGreaterThan(100);
  }

  private static Database made(String version) {
    Database database = Servers.get(version).createDatabase("view");
    if (Double.parseDouble(version) < 9) {
      database.run("create language plpgsql");
    }
    database.run(OBJECTS);
    for (String role : new String[] {"somebody", "somebody_else"}) {
      if (database.count("select count(*) from pg_roles where rolname = '" + role + "'") == 0) {
        database.run("create role " + role + " login");
      }
      database.run(
          "grant select, insert, update, delete, truncate on customer, orders, visit, ledger, rich to "
              + role,
          "grant usage on customer_id_seq, orders_id_seq, ledger_id_seq to " + role);
    }
    database.run("grant somebody_else to somebody");
    return database;
  }

  /** All that the application is told. */
  private static List<String> told(Database database, String version) throws SQLException {
    List<String> told = new ArrayList<>();
    try (Connection connection = database.connect("somebody")) {
      for (String line : STORY) {
        int colon = line.indexOf(':');
        if (Double.parseDouble(version) >= Double.parseDouble(line.substring(0, colon))) {
          String sql = line.substring(colon + 2);
          told.add(sql);
          try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            collect(statement, sql, told);
          } catch (PSQLException e) {
            told.add(everything(Objects.requireNonNull(e.getServerErrorMessage())));
          }
        }
      }
    }
    return told;
  }

  private static void collect(Statement statement, String sql, List<String> told)
      throws SQLException {
    boolean rows = statement.execute(sql);
    while (rows || statement.getUpdateCount() >= 0) {
      if (rows) {
        try (ResultSet answer = statement.getResultSet()) {
          while (answer.next()) {
            StringBuilder row = new StringBuilder();
            for (int i = 1; i <= answer.getMetaData().getColumnCount(); i++) {
              row.append(answer.getString(i)).append('|');
            }
            told.add(row.toString());
          }
        }
      } else {
        told.add("rows: " + statement.getUpdateCount());
      }
      rows = statement.getMoreResults();
    }
    for (SQLWarning next = statement.getWarnings(); next != null; next = next.getNextWarning()) {
      told.add(next.getSQLState() + " " + next.getMessage());
    }
  }

  private static String everything(ServerErrorMessage error) {
    return String.join(
        " | ",
        List.of(
            "" + error.getSeverity(),
            "" + error.getSQLState(),
            "" + error.getMessage(),
            "" + error.getDetail(),
            "" + error.getHint(),
            "" + error.getWhere(),
            "" + error.getSchema(),
            "" + error.getTable(),
            "" + error.getColumn(),
            "" + error.getConstraint(),
            "" + error.getInternalQuery(),
            "" + error.getPosition()));
  }
}
