package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jlondiste.error.ExitCode;
import org.jlondiste.support.Await;
import org.jlondiste.support.Background;
import org.jlondiste.support.Database;
import org.jlondiste.support.Rows;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Writer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tables join a running set, each in its own way; their writers notice nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CopyIT {
  private Database old;
  private Database young;
  private TwoNodes nodes;
  private Path directory;

  @BeforeAll
  void twoNodes(@TempDir Path directory) {
    this.directory = directory;
    old = Servers.get("9.6").createDatabase("copied");
    young = Servers.get("17").createDatabase("copied");
    nodes =
        TwoNodes.in(
            directory,
            old,
            young,
            "copy_chunk_rows = 1000",
            "parallel_copies = 2",
            "threaded_copy_tables = public.big*",
            "threaded_copy_pool_size = 3",
            "log_level = debug");
  }

  @AfterAll
  void leaveNothingRunning() {
    nodes.close();
  }

  @Test
  void aTableAddedWhileWritesGoOnEndsUpIdentical() {
    nodes.run("create table orders (id int primary key, note text)");
    try (Writer writer = old.keepWritingTo("orders").unhurried()) {
      writer.awaitMore(50);
      nodes.replicate("orders");
      writer.awaitMore(50).stop();
    }
    nodes.assertSameRows("orders");
  }

  @Test
  void aLargeTableIsCopiedInChunksBySeveralConnections() {
    nodes.run("create table big (id int primary key, note text unique, at int)");
    nodes.run(
        "create index big_at on big (at)",
        "create index big_both on big (at desc, note)",
        "comment on index big_both is 'both'",
        "alter table big cluster on big_at");
    old.run("insert into big select i * 3, 'row ' || i, i % 7 from generate_series(1, 30000) i");
    String indexes =
        "select i.indexrelid::regclass, i.indisclustered, pg_get_indexdef(i.indexrelid),"
            + " obj_description(i.indexrelid) from pg_index i where i.indrelid = 'big'::regclass"
            + " order by 3";

    try (Writer writer =
        old.keepWriting(
                "insert into big values (:n * 3 + 1, 'new ' || :n, 0)",
                "update big set note = 'changed ' || :n where id = 3 * (:n * 37 % 30000)",
                "update big set id = 1000000 + :n where id = 3 * (:n * 53 % 30000)",
                "delete from big where id = 3 * (:n * 91 % 30000)")
            .unhurried()) {
      nodes.replicate("big");
      writer.awaitMore(50).stop();
    }

    nodes.assertSameRows("big");
    assertThat(nodes.leaf().worker().logged())
        .contains("{work: copying, table: public.big, part: 20, ")
        .contains("public.big: copy finished");
    assertThat(young.query(indexes)).isEqualTo(old.query(indexes)).hasSize(4);
    nodes.assertNoConsumersLeftBehind();
  }

  @Test
  void aTableWithoutAKey() {
    nodes.run("create table visits (path text, at int)");
    old.run("insert into visits select '/page/' || i % 50, i % 3 from generate_series(1, 3000) i");
    try (Writer writer =
        old.keepWriting(
                "insert into visits values ('/page/' || :n % 50, :n % 3)",
                "insert into visits values (null, :n % 3)",
                "update visits set at = at + 1 where path = '/page/' || :n % 50 and at = :n % 5",
                "delete from visits where path is null and at = (:n + 1) % 3")
            .unhurried()) {
      nodes.replicate("visits");
      writer.awaitMore(50).stop();
    }
    nodes.assertSameRows("visits");
  }

  @Test
  void aTableOfAnotherNameOnTheLeaf() {
    old.run("create table customers (id int primary key, note text)");
    young.run("create schema crm", "create table crm.clients (id int primary key, note text)");
    try (Writer writer = old.keepWritingTo("customers").unhurried()) {
      writer.awaitMore(20);
      nodes.root().does("add-table", "customers");
      nodes.leaf().does("add-table", "customers", "--dest-table=crm.clients");
      nodes.leaf().awaitInSync("customers");
      writer.awaitMore(20).stop();
    }
    nodes.awaitArrival();
    assertThat(Rows.read(young, "crm.clients")).isEqualTo(Rows.read(old, "customers")).isNotEmpty();

    old.run("truncate customers", "insert into customers values (1, 'after')");
    nodes.awaitArrival();
    assertThat(young.query("select * from crm.clients")).containsExactly("1|after");

    old.run("insert into customers select i, 'row ' || i from generate_series(2, 50) i");
    nodes.awaitArrival();
    nodes.leaf().does("compare", "customers");
    young.run(
        "set session_replication_role = replica;"
            + " update crm.clients set note = 'altered' where id = 5;"
            + " delete from crm.clients where id = 40;"
            + " insert into crm.clients values (1000, 'of nobody')");
    nodes.leaf().run("compare", "customers").exitsWith(ExitCode.DIFFERENT).saying("id=1000");
    nodes
        .leaf()
        .run(
            "repair",
            "customers",
            "--directory=" + directory,
            "--sort-bufsize=10%",
            "--repair-where=id > 10")
        .exitsWith(ExitCode.DIFFERENT)
        .saying("fix.public.customers.sql");
    assertThat(directory.resolve("fix.public.customers.sql"))
        .content()
        .contains("crm.clients", "40", "1000")
        .doesNotContain("altered");
    nodes
        .leaf()
        .does("repair", "customers", "--apply", "--repair-where=id < 10", "--json")
        .saying("\"result\" : \"mended\"")
        .saying("\"updates\" : 1");
    assertThat(young.query("select id from crm.clients where note = 'altered' or id > 50"))
        .containsExactly("1000");
    nodes.leaf().does("repair", "customers", "--apply").saying("mended");
    nodes.leaf().does("compare", "customers");
    nodes.leaf().does("repair", "customers").saying("same");
    assertThat(Rows.read(young, "crm.clients")).isEqualTo(Rows.read(old, "customers")).hasSize(50);
  }

  @Test
  void copyStaysUntilTheTableIsInSync() {
    nodes.run("create table shelves (id int primary key, note text)");
    old.run("insert into shelves select i, 'row ' || i from generate_series(1, 3000) i");
    nodes.replicate("shelves");
    nodes.leaf().worker().stop();
    nodes.leaf().does("resync", "shelves");
    try (Background copy = nodes.leaf().starts("copy", "shelves")) {
      copy.awaitOutput("shelves");
      assertThat(copy.isRunning()).isTrue();
      old.run("update shelves set note = 'changed' where id % 7 = 0");
      nodes.leaf().worker().start();
      copy.awaitEnd().exitsWith(ExitCode.OK);
    }
    assertThat(nodes.leaf().state("shelves")).isEqualTo("ok");
    nodes.assertSameRows("shelves");
  }

  @Test
  void aTableWhoseRowsAreThereAlready() {
    nodes.run(
        "create table countries (id int primary key, note text)",
        "insert into countries select i, 'country ' || i from generate_series(1, 100) i");
    nodes.root().does("add-table", "countries");
    nodes.leaf().does("add-table", "countries", "--expect-sync");
    assertThat(nodes.leaf().state("countries")).isEqualTo("ok");

    old.run(
        "update countries set note = 'changed' where id = 7", "delete from countries where id = 8");

    nodes.assertSameRows("countries");
    assertThat(nodes.leaf().worker().logged()).doesNotContain("copy of public.countries");
  }

  @Test
  void aValueThatTheTargetRefusesIsNamedAndTheCopyGoesOnWhenItFits() {
    nodes.run("create table words (id int primary key, word varchar(20))");
    old.run("insert into words select i, repeat('x', i) from generate_series(1, 9) i");
    nodes.root().does("add-table", "words");
    nodes.leaf().does("add-table", "words", "--expect-sync");
    young.run("alter table words alter word type varchar(8)");
    nodes.leaf().does("resync", "words");
    Await.until(
        "the value is named",
        () ->
            nodes
                .leaf()
                .worker()
                .logged()
                .contains("column word of the row with id=9 holds xxxxxxxxx: "));
    assertThat(nodes.leaf().worker().logged()).contains("its rows go as text now");

    young.run("alter table words alter word type varchar(20)");
    nodes.leaf().awaitInSync("words");
    nodes.assertSameRows("words");
  }

  @Test
  void aTableThatTheLeafLacksIsMadeForIt() {
    old.run(
        "create table invoices (id serial primary key, note text default 'none' not null)",
        "insert into invoices (note) select 'invoice ' || i from generate_series(1, 10) i");
    nodes.root().does("add-table", "invoices");
    nodes.leaf().does("add-table", "invoices", "--create-full");
    nodes.leaf().awaitInSync("invoices");
    old.run("insert into invoices default values");
    nodes.assertSameRows("invoices");
    old.run("truncate invoices", "insert into invoices default values");
    nodes.assertSameRows("invoices");
  }

  @Test
  void anEmptyTableIsReadySoon() {
    nodes.run("create table empty (id int primary key)");
    nodes.root().does("add-table", "empty");
    young.run(
        "create table public.moves (at timestamptz, state text)",
        "create function note_move() returns trigger language plpgsql as $$ begin"
            + " insert into public.moves values (clock_timestamp(), new.merge_state); return null;"
            + " end $$",
        "create trigger note_move after update on londiste.table_info for each row"
            + " when (new.table_name = 'public.empty') execute procedure note_move()",
        "alter table londiste.table_info enable always trigger note_move");
    nodes.leaf().does("add-table", "empty");
    nodes.leaf().awaitInSync("empty");

    String took =
        "select extract(epoch from max(at) filter (where state = 'ok') - min(at)) from moves";
    assertThat(Double.parseDouble(young.value(took)))
        .as("seconds from add-table to ok, by the database's clock")
        .isLessThanOrEqualTo(3.0);
    young.run("drop function note_move() cascade");

    old.run("insert into empty values (1)");
    nodes.assertSameRows("empty");
  }

  @Test
  void whatWasCopiedUnderALostRegistrationDoesNotCount() {
    nodes.run("create table resumed (id int primary key, note text)");
    old.run("insert into resumed select i, 'row' from generate_series(1, 2500) i");
    nodes.root().does("add-table", "resumed");
    nodes.leaf().worker().stop();
    nodes.leaf().does("add-table", "resumed");
    young.run(
        "update londiste.table_info set merge_state = 'in-copy' where table_name ="
            + " 'public.resumed'",
        "insert into jlondiste.copy"
            + " (queue_name, table_name, start_tick, in_chunks, expected_rows, expected_bytes)"
            + " select queue_name, 'public.resumed', 1, true, 0, 0 from pgq_node.node_info",
        "insert into jlondiste.copy_chunk (queue_name, table_name, chunk_nr, copied_at)"
            + " select queue_name, 'public.resumed', 1, now() from pgq_node.node_info",
        "alter table resumed drop note");
    nodes.leaf().worker().start();
    nodes.leaf().worker().awaitLogged("table public.resumed lacks columns");
    young.run("alter table resumed add note text");

    nodes.leaf().awaitInSync("resumed");
    nodes.assertSameRows("resumed");
  }

  @Test
  void aTickThatWasNeverMadeIsNotWaitedFor() {
    nodes.run("create table patient (id int primary key, note text)");
    nodes.run("insert into patient select i, 'row' from generate_series(1, 10) i");
    nodes.root().does("add-table", "patient");
    nodes.leaf().worker().stop();
    nodes.leaf().does("add-table", "patient");
    String consumer = "'myappq', 'slave.copy.public.patient'";
    old.query("select pgq.register_consumer(" + consumer + ")");
    long start = old.count("select last_tick from pgq.get_consumer_info(" + consumer + ")");
    long never =
        old.count(
            "select nextval(queue_tick_seq::regclass) from pgq.queue where queue_name = 'myappq'");
    young.query("select pgq_node.register_consumer(" + consumer + ", 'master', " + start + ")");
    young.run(
        "update londiste.table_info set merge_state = 'catching-up' where table_name ="
            + " 'public.patient'",
        "insert into jlondiste.copy"
            + " (queue_name, table_name, start_tick, redo_until, in_chunks, expected_rows,"
            + " expected_bytes) values ('myappq', 'public.patient', "
            + start
            + ", "
            + never
            + ", true, 0, 0)");
    nodes.leaf().worker().start();

    nodes.leaf().awaitInSync("patient");
    nodes.assertSameRows("patient");
  }

  @Test
  void aWorkerThatStopsWaitsForNobodysLocks() throws SQLException {
    nodes.run("create table locked (id int primary key, note text)");
    old.run("insert into locked select i, 'row' from generate_series(1, 10) i");
    nodes.root().does("add-table", "locked");
    try (Connection holder = old.connect();
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("lock table locked in access exclusive mode");
      nodes.leaf().does("add-table", "locked");
      Await.until(
          "the copy waits",
          () ->
              old.count(
                      "select count(*) from pg_locks where not granted"
                          + " and relation = 'locked'::regclass")
                  > 0);
      long start = System.nanoTime();
      nodes.leaf().worker().stop();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }
    nodes.leaf().worker().start();

    nodes.leaf().awaitInSync("locked");
    nodes.assertSameRows("locked");
    nodes.assertNoConsumersLeftBehind();
  }
}
