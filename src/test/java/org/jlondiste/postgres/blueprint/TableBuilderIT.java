package org.jlondiste.postgres.blueprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jlondiste.config.ConnectString;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.jlondiste.support.AcrossVersions;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@AcrossVersions
class TableBuilderIT {
  private static final String COLUMNS =
      "select column_name, format_type(a.atttypid, a.atttypmod), is_nullable, column_default"
          + " from information_schema.columns c, pg_attribute a"
          + " where c.table_name = '%1$s' and a.attrelid = '%1$s'::regclass"
          + " and a.attname = c.column_name order by ordinal_position";
  private static final String CONSTRAINTS =
      "select conname, pg_get_constraintdef(oid) from pg_constraint"
          + " where conrelid = '%s'::regclass and contype <> 'n' order by 1";

  @ParameterizedTest
  @CsvSource({"9.6, 9.6", "9.6, 18", "15, 17", "18, 15", "17, 9.6"})
  void aTableIsBuiltAsItIsElsewhere(String from, String to) {
    Database source = Servers.get(from).createDatabase("source");
    Database target = Servers.get(to).createDatabase("target");
    source.run(
        "create schema \"Odd schema\"",
        "create table customers (id serial primary key)",
        "create table \"Odd schema\".\"Or ders\" (id bigserial primary key,"
            + " customer int not null references customers on delete cascade,"
            + " code varchar(12) collate \"C\" not null default 'it''s \\ x',"
            + " total numeric(10,2) check (total >= 0),"
            + " tags text[] default '{}', at timestamptz(3) default now(),"
            + " constraint one_code unique (customer, code) deferrable initially deferred)",
        "create index on \"Odd schema\".\"Or ders\" (lower(code)) where total > 0",
        "create rule quiet as on delete to \"Odd schema\".\"Or ders\" where old.id < 0"
            + " do instead nothing",
        "comment on table \"Odd schema\".\"Or ders\" is 'they''re \\ orders'",
        "comment on column \"Odd schema\".\"Or ders\".total is 'in all'",
        "alter table \"Odd schema\".\"Or ders\" set (fillfactor = 70)",
        "grant select on \"Odd schema\".\"Or ders\" to public",
        "grant update (total) on \"Odd schema\".\"Or ders\" to public");
    TableName customers = new TableName("public", "customers");
    TableName orders = new TableName("Odd schema", "Or ders");

    List<String> leftOut = buildWithKeys(source, target, customers, orders);

    assertThat(leftOut).isEmpty();
    String name = "\"Odd schema\".\"Or ders\"";
    for (String question :
        List.of(
            COLUMNS.replace("c.table_name = '%1$s'", "c.table_name = 'Or ders'").formatted(name),
            CONSTRAINTS.formatted(name),
            "select obj_description('"
                + name
                + "'::regclass), col_description('"
                + name
                + "'::regclass, 4), reloptions from pg_class where oid = '"
                + name
                + "'::regclass",
            "select attname, attacl from pg_attribute where attrelid = '"
                + name
                + "'::regclass and attacl is not null",
            "select definition from pg_rules where tablename = 'Or ders'",
            "select indexdef from pg_indexes where tablename = 'Or ders' order by 1")) {
      assertThat(inPublicWords(target.query(question)))
          .as(question)
          .isEqualTo(inPublicWords(source.query(question)));
    }
    target.run("insert into customers default values");
    assertThat(target.count("select id from customers")).isEqualTo(1);
    assertThat(target.value("select pg_get_serial_sequence('customers', 'id')"))
        .isEqualTo("public.customers_id_seq");
  }

  @ParameterizedTest
  @CsvSource({"18, 17", "17, 9.6", "15, 18"})
  void identityAndGeneratedColumnsTakeTheNearestForm(String from, String to) {
    Database source = Servers.get(from).createDatabase("source");
    Database target = Servers.get(to).createDatabase("target");
    source.run(
        "create table t (id int generated always as identity (start with 7 increment by 3),"
            + " a int, b int generated always as (a * 2) stored, primary key (id))");

    assertThat(build(source, target, new TableName("public", "t"))).isEmpty();

    target.run("insert into t (a) values (1), (2)");
    assertThat(target.query("select id, a, coalesce(b, a * 2) from t order by 1"))
        .containsExactly("7|1|2", "10|2|4");
  }

  @Test
  void virtualColumnsAreStoredWhereTheyCannotBeVirtual() {
    Database source = Servers.get("18").createDatabase("source");
    Database target = Servers.get("17").createDatabase("target");
    source.run("create table t (a int primary key, b int generated always as (a * 2) virtual)");

    build(source, target, new TableName("public", "t"));

    assertThat(
            target.value(
                "select attgenerated from pg_attribute where attname = 'b'"
                    + " and attrelid = 't'::regclass"))
        .isEqualTo("s");
  }

  @ParameterizedTest
  @CsvSource({"15, 18", "18, 17"})
  void partitionsAreBuiltWithTheirTable(String from, String to) {
    Database source = Servers.get(from).createDatabase("source");
    Database target = Servers.get(to).createDatabase("target");
    source.run(
        "create table m (id int, at date, place text, primary key (id, at, place))"
            + " partition by range (at)",
        "create index m_place on m (place)",
        "create table m_2020 partition of m for values from ('2020-01-01') to ('2021-01-01')"
            + " partition by list (place)",
        "create table m_2020_x partition of m_2020 for values in ('x', 'it''s')",
        "create table m_rest partition of m default",
        "create index on m_rest (id)",
        "alter table m_rest add constraint positive check (id > 0)");

    assertThat(build(source, target, new TableName("public", "m"))).isEmpty();

    String structure =
        "select relname, pg_get_expr(relpartbound, oid), pg_get_partkeydef(oid) from pg_class"
            + " where relname like 'm%' and relkind in ('r', 'p') order by 1";
    assertThat(target.query(structure)).isEqualTo(source.query(structure));
    String indexes = "select indexdef from pg_indexes where schemaname = 'public' order by 1";
    assertThat(target.query(indexes)).isEqualTo(source.query(indexes));
    target.run("insert into m values (1, '2020-05-05', 'x'), (2, '1999-01-01', 'y')");
    assertThat(target.query("select conname from pg_constraint where contype = 'c'"))
        .contains("positive");
  }

  @Test
  void aPartitionedTableBecomesAPlainOneWhereThereAreNone() {
    Database source = Servers.get("17").createDatabase("source");
    Database target = Servers.get("9.6").createDatabase("target");
    source.run(
        "create table m (id int primary key, v text) partition by range (id)",
        "create table m_1 partition of m for values from (1) to (10)");

    build(source, target, new TableName("public", "m"));

    assertThat(target.query("select relname, relkind from pg_class where relname like 'm%'"))
        .containsExactlyInAnyOrder("m|r", "m_pkey|i");
  }

  @Test
  void whatTheTargetRefusesAroundATableIsNamed() {
    Database source = Servers.get("9.6").createDatabase("source");
    Database target = Servers.get("18").createDatabase("target");
    source.run(
        "create function touch() returns trigger language plpgsql as"
            + " $$ begin return new; end $$",
        "create table t (id int primary key, other int)",
        "create table others (id int primary key)",
        "alter table t add constraint to_other foreign key (other) references others",
        "create trigger touching before update on t for each row execute procedure touch()");

    List<String> leftOut = buildWithKeys(source, target, new TableName("public", "t"));

    assertThat(leftOut).hasSize(2);
    assertThat(leftOut.get(0)).startsWith("trigger touching: function public.touch() does not");
    assertThat(leftOut.get(1)).isEqualTo("foreign key to_other: there is no table public.others");
  }

  @Test
  void triggersGoToServersThatKnowAnotherWordForThem() {
    Database source = Servers.get("18").createDatabase("source");
    Database target = Servers.get("9.6").createDatabase("target");
    String function =
        "create function \"an EXECUTE FUNCTION \"() returns trigger language plpgsql as"
            + " $$ begin return new; end $$";
    source.run(
        function,
        "create table t (id int primary key, note text)",
        "create trigger touching before update on t for each row"
            + " when (new.note <> 'it''s EXECUTE FUNCTION ')"
            + " execute function \"an EXECUTE FUNCTION \"(' EXECUTE FUNCTION ')");
    target.run(function);

    assertThat(build(source, target, new TableName("public", "t"))).isEmpty();

    assertThat(target.query("select pg_get_triggerdef(oid) from pg_trigger"))
        .singleElement()
        .asString()
        .contains("<> 'it''s EXECUTE FUNCTION '::text")
        .endsWith("EXECUTE PROCEDURE \"an EXECUTE FUNCTION \"(' EXECUTE FUNCTION ')");
  }

  @Test
  void onlyColumnsAndKeyIfNoMoreIsWanted() {
    Database source = Servers.get("9.6").createDatabase("source");
    Database target = Servers.get("18").createDatabase("target");
    source.run(
        "create table t (id serial primary key, code text not null default 'x' unique,"
            + " n int check (n > 0))");

    try (Session from = session(source);
        Session to = session(target)) {
      new TableBuilder(from, to)
          .build(
              new TableName("public", "t"), new TableName("public", "u"), Extent.COLUMNS_AND_KEY);
    }

    assertThat(target.query(CONSTRAINTS.formatted("u"))).containsExactly("t_pkey|PRIMARY KEY (id)");
    assertThat(target.query(COLUMNS.formatted("u")))
        .containsExactly("id|integer|NO|null", "code|text|NO|null", "n|integer|YES|null");
  }

  @Test
  void everyVersionCanBeReadAndWritten() {
    for (String version : Servers.versions()) {
      Database source = Servers.get(version).createDatabase("source");
      Database target = Servers.get(version).createDatabase("target");
      source.run(
          "create table parent (id serial primary key, note text not null default 'x')",
          "create table child (more int) inherits (parent)",
          "create unique index child_id on child (id)");

      assertThat(
              buildWithKeys(
                  source,
                  target,
                  new TableName("public", "parent"),
                  new TableName("public", "child")))
          .as("on %s", version)
          .isEmpty();

      assertThat(target.query("select inhrelid::regclass from pg_inherits"))
          .containsExactly("child");
    }
  }

  private static List<String> build(Database source, Database target, TableName table) {
    try (Session from = session(source);
        Session to = session(target)) {
      return new TableBuilder(from, to).build(table, table, Extent.FULL);
    }
  }

  private static List<String> buildWithKeys(Database source, Database target, TableName... tables) {
    try (Session from = session(source);
        Session to = session(target)) {
      TableBuilder builder = new TableBuilder(from, to);
      List<String> leftOut = new ArrayList<>();
      for (TableName table : tables) {
        leftOut.addAll(builder.build(table, table, Extent.FULL));
      }
      for (TableName table : tables) {
        leftOut.addAll(builder.buildForeignKeys(table, table));
      }
      return leftOut;
    }
  }

  /** Newer versions write the schema where older ones left it out. */
  private static List<String> inPublicWords(List<String> rows) {
    return rows.stream().map(row -> row.replace("public.", "")).toList();
  }

  private static Session session(Database database) {
    return Session.open(ConnectString.parse(database.connectString()), "test");
  }
}
