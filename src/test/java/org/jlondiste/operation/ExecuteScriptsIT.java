package org.jlondiste.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.error.StateError;
import org.jlondiste.model.NodeType;
import org.jlondiste.postgres.Session;
import org.jlondiste.script.Script;
import org.jlondiste.script.ScriptRun.Outcome;
import org.jlondiste.support.Await;
import org.jlondiste.support.Rows;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts on a root, a branch and a leaf behind it. */
@ParameterizedClass
@CsvSource({"9.6, 15, 18", "18, 9.6, 15"})
class ExecuteScriptsIT {
  private static final String STEP = "select -(nextval('numbers') - nextval('numbers'))";

  private final Place root;
  private final Place branch;
  private final Place leaf;

  ExecuteScriptsIT(String rootVersion, String branchVersion, String leafVersion) {
    root = new Place(Servers.get(rootVersion).createDatabase("root"), "master");
    branch = new Place(Servers.get(branchVersion).createDatabase("branch"), "middle");
    leaf = new Place(Servers.get(leafVersion).createDatabase("leaf"), "slave");
  }

  @BeforeEach
  void threeNodes() {
    root.createRoot();
    branch.createBranch(root);
    leaf.createLeaf(branch);
    for (Place place : all()) {
      place.database().run("create table orders (id int primary key, note text)");
      place.addTables("orders");
    }
    for (Place place : List.of(branch, leaf)) {
      place.database().run("update londiste.table_info set merge_state = 'ok'");
    }
    root.database().run("insert into orders values (1, 'one'), (2, 'two')");
  }

  @Test
  void aScriptRunsOnAllNodesInOrderWithTheChangesOfRows() {
    assertThat(
            run(
                "add.sql",
                """
                alter table orders add column total int default 5;
                update orders set total = 7 where id = 1;
                create function next_total(int) returns int language plpgsql as $$
                begin
                  return $1 + 1; -- with a semicolon
                end $$;
                insert into orders values (3, E'it\\'s;', next_total(9));
                create table extra (id int primary key, path text default 'C:\\');
                insert into extra values (1);
                """))
        .containsExactly(Outcome.EXECUTED);
    root.database()
        .run("insert into orders values (4, 'four', 4)", "delete from orders where id = 2");

    assertSame("orders", "extra");
    for (Place place : all()) {
      assertThat(place.database().query("select execute_file from londiste.applied_execute"))
          .containsExactly("add.sql");
      assertThat(place.database().value("select path from extra")).isEqualTo("C:\\");
    }
  }

  @Test
  void captureFitsTheNewColumnsInTheSameTransaction() {
    run(
        "all.sql",
        "alter table orders rename column note to remark; alter table orders add column n int;"
            + " alter table orders drop constraint orders_pkey; alter table orders add primary key"
            + " (id, remark)");
    root.database().run("insert into orders values (8, 'x', 3)", "update orders set n = 4");

    assertSame("orders");
    assertThat(
            root.database()
                .query(
                    "select distinct ev_extra3 from " + events() + " where ev_extra2 like '%,n}'"))
        .containsExactly("{id,remark}");
  }

  @Test
  void aRenamedTableKeepsItsNameInTheSet() {
    run(
        "rename.sql",
        "create schema sales; alter table orders rename to purchases;"
            + " alter table purchases set schema sales");
    root.database()
        .run(
            "insert into sales.purchases values (9, 'nine')",
            "delete from sales.purchases where id = 1");

    assertSame("sales.purchases");
    for (Place place : all()) {
      assertThat(place.database().query("select table_name, dest_table from londiste.table_info"))
          .containsExactly("public.orders|sales.purchases");
    }
    run(
        "back.sql",
        "alter table sales.purchases set schema public; alter table purchases rename to orders");
    root.database().run("insert into orders values (10, 'ten')");
    assertSame("orders");
  }

  @Test
  void aFailureOnTheRootLeavesNothing() {
    assertThatThrownBy(
            () ->
                run(
                    List.of(
                        Script.parse("good.sql", "create table good (id int)"),
                        Script.parse("bad.sql", "create table bad (id int);\n\nselect 1/0;"))))
        .isInstanceOf(DatabaseError.class)
        .hasMessageContaining("script bad.sql fails in statement 2, line 3: division by zero");

    assertThat(root.database().query("select 1 from pg_class where relname in ('good', 'bad')"))
        .isEmpty();
    assertThat(root.database().query("select 1 from londiste.applied_execute")).isEmpty();
    assertThat(root.database().query("select 1 from " + events() + " where ev_type = 'EXECUTE'"))
        .isEmpty();
  }

  @Test
  void whatWasRunIsSkippedAndAnotherScriptOfTheNameRefused() {
    run("a.sql", "create table once (id int)");

    assertThat(run("a.sql", "create table once (id int)")).containsExactly(Outcome.DONE_BEFORE);
    assertThatThrownBy(() -> run("a.sql", "create table twice (id int)"))
        .isInstanceOf(StateError.class)
        .hasMessageContaining("another script named a.sql was run on 20");

    assertThat(
            root.database()
                .count("select count(*) from " + events() + " where ev_type = 'EXECUTE'"))
        .isOne();
  }

  @Test
  void eachSetHasScriptsOfItsOwn() {
    run("a.sql", "create table once (id int)");
    Place second = new Place(root.database(), "second");
    second.create(second.request(NodeType.ROOT, Optional.empty()), "another");

    try (Session session = second.session()) {
      assertThat(
              new ExecuteScripts(session, "another")
                  .run(
                      new ExecuteScripts.Request(
                          List.of(Script.parse("a.sql", "create table twice (id int)")),
                          Duration.ofSeconds(5)))
                  .outcomes()
                  .values())
          .containsExactly(Outcome.EXECUTED);
    }
    assertThat(root.database().query("select 1 from pg_class where relname = 'twice'")).hasSize(1);
  }

  @Test
  void onlyTheRootTakesScripts() {
    assertThatThrownBy(() -> run(leaf, List.of(Script.parse("a.sql", "select 1"))))
        .isInstanceOf(StateError.class)
        .hasMessageContaining("Node is not root node: replika");
  }

  @Test
  void nodesRunOnlyWhatTheyHaveUseFor() {
    leaf.database().run("create table reports (id int)", "create view v as select 1 as one");
    branch.database().run("create schema private");
    assertThat(
            run(
                "leaf.sql",
                "--*-- Need-Table: reports\n--*-- Need-View: v\nalter table reports add n int"))
        .containsExactly(Outcome.NOT_NEEDED);
    run("branch.sql", "--*-- Need-Schema: private\ncreate table private.p (id int)");
    run("all.sql", "--*-- Local-Table: orders\nalter table @orders@ add n int default 1");
    run(
        "none.sql",
        "--*-- Need-Function: public.nobody(3)\n--*-- Need-Sequence: nothing\nselect 1/0");

    assertSame("orders");
    assertThat(leaf.database().query("select n from reports")).isEmpty();
    assertThat(branch.database().query("select id from private.p")).isEmpty();
    for (Place place : all()) {
      assertThat(place.database().count("select count(*) from londiste.applied_execute"))
          .isEqualTo(4);
    }
  }

  /** A sequence that the leaf does not replicate, and a table that it has in name only. */
  @Test
  void nodesRunOnlyWhatTheyReplicate() {
    for (Place place : all()) {
      place
          .database()
          .run(
              "create sequence numbers",
              "create table items (id int primary key)",
              "create table private (what text)",
              "create function total(int) returns int language sql as 'select $1'");
      place.addTables("items");
    }
    List.of(root, branch).forEach(place -> place.addSequences("numbers"));
    branch.database().run("update londiste.table_info set merge_state = 'ok'");
    leaf.database()
        .run("update londiste.table_info set merge_state = 'ok'", "drop table items cascade");
    run(
        "sequence.sql",
        "--*-- Local-Sequence: numbers\n"
            + "insert into private values ('@numbers@'); alter sequence @numbers@ increment by 7");
    run(
        "destination.sql",
        "--*-- Local-Destination: items\ninsert into private values ('@items@')");
    run("table.sql", "--*-- Local-Table: items\ninsert into private values ('in name')");
    run(
        "there.sql",
        "--*-- Need-Sequence: numbers\n--*-- Need-Function: public.total(1)\n"
            + "insert into private values ('there')");
    run("other.sql", "--*-- Need-Function: public.total(2)\ninsert into private values ('other')");
    awaitLeaf();

    for (Place place : List.of(root, branch)) {
      assertThat(place.database().query("select what from private"))
          .containsExactly("\"public\".\"numbers\"", "\"public\".\"items\"", "in name", "there");
      assertThat(place.database().count(STEP)).isEqualTo(7);
    }
    assertThat(leaf.database().query("select what from private"))
        .containsExactly("in name", "there");
    assertThat(leaf.database().count(STEP)).isOne();
    for (Place place : all()) {
      assertThat(place.database().count("select count(*) from londiste.applied_execute"))
          .isEqualTo(5);
    }
  }

  @Test
  void aNodeThatHasOnlySomeOfItIsAnError() {
    assertThatThrownBy(() -> run("x.sql", "--*-- Need-Table: orders, ghost\nselect 1"))
        .isInstanceOf(StateError.class)
        .hasMessageContaining(
            "SQL only partially matches local setup: matches=[need-table orders]"
                + " misses=[need-table ghost]");
  }

  @Test
  void settingsOfAScriptEndWithIt() {
    String role = "scripts_of_" + root.database().name();
    run("role.sql", "create role " + role + "; create schema other");
    root.database().run("insert into orders values (20, '2026-11-22 10:00+01')");
    run(
        "set.sql",
        "set timezone = 'America/New_York'; set intervalstyle = 'iso_8601'; set search_path = other;"
            + " alter table public.orders add column at timestamptz, add column took interval;"
            + " update public.orders set at = '2026-01-01 00:00', took = 'P1D';"
            + " create table here (id int); set session authorization "
            + role);
    root.database().run("insert into orders values (21, 'x', '2026-11-22 10:00', '1 day 2 hours')");

    assertSame("orders", "other.here");
  }

  @Test
  void aDateStyleThatTheDriverCannotReadIsAnError() {
    assertThatThrownBy(() -> run("date.sql", "set datestyle = 'SQL, DMY'; select 1"))
        .isInstanceOf(DatabaseError.class)
        .hasMessageContaining("script date.sql fails in statement 1")
        .hasMessageContaining("DateStyle");
  }

  @Test
  void aFailureOnALeafStopsItsWorkerUntilItIsMended() {
    leaf.database().run("create table extra (id int)");
    run("extra.sql", "create table before_extra (id int);\ncreate table extra (id int)");
    root.database().run("insert into orders values (5, 'five')");

    try (Workers workers = Workers.of(root, branch)) {
      workers.awaitSync(branch);
      LiveWorker worker = LiveWorker.of(leaf);
      Await.until("the worker of the leaf ends", () -> !failureOf(worker).isEmpty());
      assertThat(failureOf(worker))
          .contains(
              "script extra.sql fails in statement 2, line 2: relation \"extra\" already exists");
      worker.stop();
      assertThat(leaf.database().query("select 1 from pg_class where relname = 'before_extra'"))
          .isEmpty();
      leaf.database().run("drop table extra");
    }
    assertSame("orders", "extra", "before_extra");
  }

  private static String failureOf(LiveWorker worker) {
    try {
      worker.throwFailure();
      return "";
    } catch (AssertionError e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void rowsThatOthersWriteMeanwhileComeBeforeOrAfter() {
    try (var writer =
            root.database()
                .keepWriting(
                    "insert into orders values (1000 + :n, 'new')",
                    "update orders set note = note || '.' where id = 1000 + :n");
        Workers workers = Workers.of(root, branch, leaf)) {
      for (int i = 1; i <= 5; i++) {
        writer.awaitMore(20);
        run("script" + i, "update orders set note = note || '" + i + "'");
        writer.awaitMore(5);
        run(
            "again" + i,
            "alter table orders add column c" + i + " text; update orders set c" + i + " = id");
      }
      writer.stop();
      workers.awaitSync(leaf);
    }
    assertSame("orders");
  }

  private String events() {
    return root.database()
        .value("select queue_data_pfx from pgq.queue where queue_name = 'replika'");
  }

  private List<Place> all() {
    return List.of(root, branch, leaf);
  }

  private List<Outcome> run(String name, String text) {
    return run(List.of(Script.parse(name, text)));
  }

  private List<Outcome> run(List<Script> scripts) {
    return run(root, scripts);
  }

  private static List<Outcome> run(Place place, List<Script> scripts) {
    try (Session session = place.session()) {
      return List.copyOf(
          new ExecuteScripts(session, Place.QUEUE)
              .run(new ExecuteScripts.Request(scripts, Duration.ofSeconds(10)))
              .outcomes()
              .values());
    }
  }

  /** Waits until the leaf has everything, and compares all nodes. */
  private void assertSame(String... tables) {
    awaitLeaf();
    for (String table : tables) {
      Rows.assertSameRows(root.database(), branch.database(), table);
      Rows.assertSameRows(root.database(), leaf.database(), table);
    }
  }

  private void awaitLeaf() {
    try (Workers workers = Workers.of(root, branch, leaf)) {
      long goal = root.database().count("select pgq.force_tick('replika')");
      Await.until(
          "the leaf reaches tick " + goal,
          () -> {
            workers.all().forEach(LiveWorker::throwFailure);
            return Stream.of(branch, leaf)
                .allMatch(
                    place ->
                        place.database().count("select min(last_tick_id) from pgq_node.local_state")
                            >= goal);
          });
    }
  }
}
