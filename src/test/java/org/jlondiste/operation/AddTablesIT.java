package org.jlondiste.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jlondiste.operation.Place.tables;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.error.StateError;
import org.jlondiste.error.UsageError;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.blueprint.Extent;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AddTablesIT {
  private final Place root = new Place(Servers.get("9.6").createDatabase("root"), "master");
  private final Place leaf = new Place(Servers.get("18").createDatabase("leaf"), "slave");

  @BeforeEach
  void twoNodes() {
    root.createRoot();
    leaf.createLeaf(root);
  }

  @Test
  void aTableOfTheRootIsCapturedFromNowOn() {
    root.database().run("create table orders (id int primary key, note text)");

    AddTables.Report report = root.addTables("orders");

    assertThat(report.added()).containsExactly(name("orders"));
    assertThat(root.tableInfo()).containsExactly("public.orders|t|ok");
    root.database().run("insert into orders values (1, 'x')");
    assertThat(
            root.database()
                .query("select ev_type, ev_extra1 from pgq.event_1 where ev_type <> 'pgq.tick-id'"))
        .contains("INSERT|public.orders");
  }

  @Test
  void aTableAddedTwiceIsAddedOnce() {
    root.database().run("create table orders (id int primary key)");
    root.addTables("orders");
    List<String> triggers = triggers(root.database());

    AddTables.Report report = root.addTables("orders");

    assertThat(report.added()).isEmpty();
    assertThat(report.already()).containsExactly(name("orders"));
    assertThat(triggers(root.database())).isEqualTo(triggers);
  }

  @Test
  void aLeafTakesATableOfTheRootAtOnceWithoutWaitingForEvents() {
    both("create table orders (id int primary key)");
    root.addTables("orders");

    AddTables.Report report = leaf.addTables("orders");

    assertThat(report.added()).containsExactly(name("orders"));
    assertThat(leaf.tableInfo()).containsExactly("public.orders|t|null");
    assertThatThrownBy(() -> leaf.database().run("insert into orders values (1)"))
        .hasMessageContaining("change not allowed");
  }

  @Test
  void allTakesWhatCanBeTakenAndNamesTheRest() {
    root.database()
        .run(
            "create table orders (id int primary key)",
            "create table keyless (id int)",
            "create unlogged table cache (id int primary key)",
            "create view report as select * from orders");

    AddTables.Report report = root.addTables();

    assertThat(report.added()).containsExactly(name("keyless"), name("orders"));
    assertThat(report.leftOut()).containsExactly(new LeftOut(name("cache"), "it is unlogged"));
  }

  @Test
  void allGivenTwiceAddsNothingMore() {
    root.database().run("create table orders (id int primary key)");
    root.addTables();

    AddTables.Report report = root.addTables();

    assertThat(report.added()).isEmpty();
    assertThat(report.leftOut()).isEmpty();
  }

  @Test
  void allOnALeafNamesWhatIsMissingOrDifferentThere() {
    root.database()
        .run(
            "create table orders (id int primary key, note text)",
            "create table items (id int primary key)",
            "create table other (id int primary key)");
    leaf.database()
        .run("create table orders (id int primary key)", "create table items (id int primary key)");
    root.addTables();

    AddTables.Report report = leaf.addTables();

    assertThat(report.added()).containsExactly(name("items"));
    assertThat(report.leftOut())
        .extracting(LeftOut::toString)
        .containsExactlyInAnyOrder(
            "public.orders: column note is missing here",
            "public.other: there is no such table here; --create makes it");
  }

  @Test
  void columnsWhoseTypeCannotTravelAreRefusedByNameBeforeTheirTableIsCopied() {
    both("create table trees (id int primary key, tree pg_node_tree)");
    root.database()
        .run(
            "create table moments (id int primary key, at abstime)",
            "create table orders (id int primary key)");
    root.addTables();

    AddTables.Report report =
        leaf.addTables(tables(TableSettings.PLAIN, Optional.of(Extent.COLUMNS_AND_KEY)));

    assertThat(report.added()).containsExactly(name("orders"));
    assertThat(report.leftOut())
        .extracting(LeftOut::toString)
        .containsExactlyInAnyOrder(
            "public.moments: column at: the server there knows no type abstime",
            "public.trees: column tree: the server there takes no value of type pg_node_tree");
    assertThatThrownBy(() -> leaf.addTables("trees"))
        .isInstanceOf(StateError.class)
        .hasMessageContaining("column tree: the server there takes no value of type pg_node_tree");
    assertThat(leaf.tableInfo())
        .containsExactly("public.moments|f|null", "public.orders|t|null", "public.trees|f|null");
    assertThat(leaf.database().count("select count(*) from pg_class where relname = 'moments'"))
        .isZero();
  }

  @Test
  void patternsAndQuotedNamesAreUnderstood() {
    root.database()
        .run(
            "create schema sales",
            "create table sales.items (id int primary key)",
            "create table sales.orders (id int primary key)",
            "create table \"Odd.Name\" (id int primary key)",
            "create table plain (id int primary key)");

    AddTables.Report report = root.addTables("sales.*", "public.\"Odd.Name\"");

    assertThat(report.added())
        .containsExactly(
            new TableName("public", "Odd.Name"),
            new TableName("sales", "items"),
            new TableName("sales", "orders"));
  }

  @Test
  void oneUnknownNameAndNothingHappens() {
    root.database().run("create table orders (id int primary key)");

    assertThatThrownBy(() -> root.addTables("orders", "ghost"))
        .isInstanceOf(StateError.class)
        .hasMessageContaining("there is no table ghost in database");

    assertThat(root.tableInfo()).isEmpty();
  }

  @Test
  void aViewIsNoTable() {
    root.database().run("create view report as select 1 as one");

    assertThatThrownBy(() -> root.addTables("report"))
        .isInstanceOf(StateError.class)
        .hasMessageContaining("cannot add table public.report: it is a view");
  }

  @Test
  void aTableThatIsNotInTheSetIsRefusedOnALeaf() {
    leaf.database().run("create table orders (id int primary key)");

    assertThatThrownBy(() -> leaf.addTables("orders"))
        .isInstanceOf(StateError.class)
        .hasMessageContaining("table orders is not in the set");
  }

  @Test
  void everyDifferenceOfStructureIsNamedBeforeAnythingChanges() {
    root.database()
        .run(
            "create table orders (id int primary key, note text, price numeric(10,2))",
            "create table items (id int primary key)");
    leaf.database()
        .run(
            "create table orders (id int, price int, extra text not null)",
            "create table items (id int primary key, spare text)");
    root.addTables();

    assertThatThrownBy(() -> leaf.addTables("orders", "items"))
        .isInstanceOf(StateError.class)
        .hasMessageContaining("column note is missing here")
        .hasMessageContaining("column price is numeric(10,2) on the provider and integer here")
        .hasMessageContaining("column extra is not on the provider, and not null without a default")
        .hasMessageContaining("the key on the provider is (id), there is no key here");

    assertThat(leaf.tableInfo()).containsExactly("public.items|f|null", "public.orders|f|null");
  }

  @Test
  void widerTypesAndColumnsThatFillThemselvesAreNoDifference() {
    root.database().run("create table orders (id int primary key, note varchar(20))");
    leaf.database()
        .run(
            "create table orders (id bigint primary key, note text,"
                + " seen timestamptz not null default now(), remark text)");
    root.addTables("orders");

    assertThat(leaf.addTables("orders").added()).containsExactly(name("orders"));
  }

  @Test
  void aRenamedTableIsAddedUnderItsNameInTheSet() {
    root.database().run("create table orders (id int primary key)");
    leaf.database().run("create table old_orders (id int primary key)");
    root.addTables("orders");

    leaf.addTables(tables(settings(Optional.of(name("old_orders")), false), none(), "orders"));

    assertThat(
            leaf.database().query("select table_name, dest_table, local from londiste.table_info"))
        .containsExactly("public.orders|public.old_orders|t");
  }

  @Test
  void anotherNameIsForOneTableOnly() {
    both("create table orders (id int primary key)");
    both("create table items (id int primary key)");
    root.addTables();

    assertThatThrownBy(
            () ->
                leaf.addTables(
                    tables(settings(Optional.of(name("x")), false), none(), "orders", "items")))
        .isInstanceOf(UsageError.class)
        .hasMessageContaining("--dest-table can be given only for single table");
  }

  @Test
  void rowsThatAreThereAlreadyNeedNoCopy() {
    both("create table orders (id int primary key)");
    root.addTables("orders");

    leaf.addTables(tables(settings(Optional.empty(), true), none(), "orders"));

    assertThat(leaf.tableInfo()).containsExactly("public.orders|t|ok");
  }

  @Test
  void missingTablesAreMadeAsTheyAreOnTheProvider() {
    root.database()
        .run(
            "create table customers (id serial primary key, name text not null default 'x')",
            "create table orders (id int primary key, customer int references customers,"
                + " total numeric(10,2) check (total > 0))",
            "create index orders_customer on orders (customer)");
    root.addTables();

    AddTables.Report report = leaf.addTables(tables(TableSettings.PLAIN, Optional.of(Extent.FULL)));

    assertThat(report.leftOut()).isEmpty();
    assertThat(report.added()).containsExactly(name("customers"), name("orders"));
    assertThat(
            leaf.database()
                .query(
                    "select conname from pg_constraint where contype <> 'n'"
                        + " and conrelid = 'orders'::regclass order by 1"))
        .containsExactly("orders_customer_fkey", "orders_pkey", "orders_total_check");
  }

  @Test
  void tablesMadeTwiceAreNotTouchedTheSecondTime() {
    root.database().run("create table orders (id int primary key)");
    root.addTables();
    AddTables.Request request = tables(TableSettings.PLAIN, Optional.of(Extent.FULL));
    leaf.addTables(request);
    String oid = leaf.database().value("select 'orders'::regclass::oid");

    AddTables.Report report = leaf.addTables(request);

    assertThat(report.already()).containsExactly(name("orders"));
    assertThat(leaf.database().value("select 'orders'::regclass::oid")).isEqualTo(oid);
  }

  @Test
  void partitionsAreReplicatedAsOneTable() {
    Place modern = new Place(Servers.get("15").createDatabase("root"), "modern");
    modern.createRoot();
    modern
        .database()
        .run(
            "create table measures (id int, at date, primary key (id, at))"
                + " partition by range (at)",
            "create table measures_1 partition of measures"
                + " for values from ('2020-01-01') to ('2021-01-01')");

    AddTables.Report report = modern.addTables();

    assertThat(report.added()).containsExactly(name("measures"));
    assertThat(report.covered()).containsExactly(name("measures_1"));
    assertThat(report.leftOut()).isEmpty();
  }

  @Test
  void aTableLockedByOthersIsLeftOutInTheEnd() throws SQLException {
    root.database()
        .run("create table busy (id int primary key)", "create table free (id int primary key)");
    try (Connection other = root.database().connect()) {
      other.setAutoCommit(false);
      other.createStatement().execute("lock table busy in access exclusive mode");

      AddTables.Report report = root.addTables("busy", "free");

      assertThat(report.added()).containsExactly(name("free"));
      assertThat(report.leftOut()).singleElement().asString().contains("others keep it locked");
    }
    assertThat(root.addTables("busy").added()).containsExactly(name("busy"));
  }

  @Test
  void aRoleThatDoesNotOwnTheTableIsRefused() {
    root.database()
        .run(
            "create table orders (id int primary key)",
            "drop role if exists tool_user",
            "create role tool_user login",
            "grant londiste_writer, pgq_admin to tool_user");
    try (Session session =
        Place.DATABASES.open(root.database().connectString("tool_user"), "test")) {
      AddTables add = new AddTables(session, Place.DATABASES, Place.QUEUE, Place.NO_WAIT);

      assertThatThrownBy(() -> add.run(tables("orders")))
          .isInstanceOfSatisfying(
              DatabaseError.class, error -> assertThat(error.sqlState()).isEqualTo("42501"));
    }
    assertThat(root.tableInfo()).isEmpty();
  }

  @Test
  void argumentsOfTriggersAreForEachTableTheSame() {
    root.database()
        .run(
            "create table a (id int primary key, n int)",
            "create table b (id int primary key, n int)");
    TableSettings plain = TableSettings.PLAIN;
    TableSettings settings =
        new TableSettings(
            Optional.empty(),
            false,
            false,
            false,
            Optional.of("AIUDL"),
            List.of("ignore=n"),
            plain.handler(),
            plain.copyNode(),
            false,
            false,
            false,
            plain.copyCondition(),
            plain.maxParallelCopy());

    root.addTables(tables(settings, none(), "a", "b"));

    List<String> definitions =
        root.database()
            .query(
                "select regexp_replace(pg_get_triggerdef(oid), ' ON (public\\.)?[ab] ', ' ON t ')"
                    + " from pg_trigger where tgrelid in ('a'::regclass, 'b'::regclass) and not"
                    + " tgisinternal and tgtype::int & 28 > 0");
    assertThat(definitions).hasSize(2).containsOnly(definitions.get(0));
    assertThat(definitions.get(0)).containsOnlyOnce("ignore=n");
  }

  private void both(String statement) {
    root.database().run(statement);
    leaf.database().run(statement);
  }

  private static List<String> triggers(Database database) {
    return database.query(
        "select tgname, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal order by 1");
  }

  private static TableName name(String name) {
    return new TableName("public", name);
  }

  private static Optional<Extent> none() {
    return Optional.empty();
  }

  private static TableSettings settings(Optional<TableName> destination, boolean expectSync) {
    TableSettings plain = TableSettings.PLAIN;
    return new TableSettings(
        destination,
        expectSync,
        false,
        false,
        plain.triggerFlags(),
        plain.triggerArguments(),
        plain.handler(),
        plain.copyNode(),
        false,
        false,
        false,
        plain.copyCondition(),
        plain.maxParallelCopy());
  }
}
