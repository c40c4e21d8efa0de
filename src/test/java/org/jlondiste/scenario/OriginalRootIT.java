package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.jlondiste.error.ExitCode;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Rows;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Writer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A root that Londiste itself made and runs, ticked by pgqd, feeds a leaf of ours. */
class OriginalRootIT {
  private static final String[] SCHEMA = {
    "create table orders (id int primary key, note text)",
    "create table items (id int, \"Odd name\" text, amount numeric, at timestamptz, data bytea,"
        + " words text[], extra jsonb, ok bool, primary key (id, \"Odd name\"))",
    "create table partial (id int primary key, a text, b text)",
    "create sequence invoice_number"
  };

  private static final List<String> TABLES = List.of("orders", "items", "partial");

  @TempDir private Path directory;
  private Database source;
  private Database target;

  @BeforeEach
  void databases() {
    source = Servers.withExtensions().createDatabase("original");
    target = Servers.get("18").createDatabase("original");
    source.run(SCHEMA);
    target.run(SCHEMA);
  }

  @Test
  void aLeafOfOursFollowsIt() {
    source.run(
        "insert into orders select i, 'order ' || i from generate_series(1, 3000) i",
        "insert into partial select i, 'a' || i, 'b' || i from generate_series(1, 1500) i");
    try (Original root = new Original(directory, "master", source);
        Node leaf = new Node(directory, "slave", target, "copy_chunk_rows = 500")) {
      root.does("create-root", "master", source.connectString());
      source.run("select pgq.set_queue_config('myappq', 'ticker_max_lag', '200 milliseconds')");
      root.startWorker();
      root.startTicker();
      root.does("add-table", "orders", "items");
      root.does("add-table", "partial", "--trigger-flags=AIUDQ");
      root.does("add-seq", "invoice_number");

      try (Writer orders = source.keepWritingTo("orders").unhurried();
          Writer partial =
              source
                  .keepWriting(
                      "update partial set a = 'changed in ' || :n where id = 1 + :n % 1500",
                      "insert into partial values (10000 + :n, 'it''s', null)",
                      "update partial set b = e'tab\\t' || :n where id = 10000 + :n / 2",
                      "delete from partial where id = 10000 + :n / 3")
                  .unhurried()) {
        leaf.does(
            "create-leaf", "slave", target.connectString(), "--provider=" + source.connectString());
        leaf.worker().start();
        leaf.does("add-table", "--all").saying("Table added: public.orders");
        leaf.does("add-seq", "--all");
        leaf.does("wait-sync");
        leaf.does("compare").saying("public.partial");
        orders.awaitMore(30);
        orders.stop();
        partial.stop();
      }
      assertSameRows(leaf);

      itsEventsArriveExactly(leaf);
      bothShowTheSet(root, leaf);
      sequencesFollow();
      aTableLeavesTheSet(root, leaf);
      aFalseRowIsFound(leaf);

      leaf.worker().stop();
      leaf.does("drop-node", "slave");
      assertThat(source.query("select consumer_name from pgq.get_consumer_info('myappq')"))
          .doesNotContain("slave");
      assertThat(root.logged()).doesNotContain("ERROR");
    }
  }

  private void itsEventsArriveExactly(Node leaf) {
    source.run(
        "insert into items values (1, 'x', 0.30000000000000004, '2020-03-04 05:06:07.123456+01',"
            + " e'\\\\000\\\\377''', array['a\"b', 'c,d', null, e'\\\\', ''], '{\"a\": null}', true)",
        "insert into items values (2, 'a&b=c%d+e ü ''', null, '-infinity', '', '{}', 'null', null)",
        "insert into items values (3, '', 'NaN', 'infinity', null, null, null, false)",
        "insert into items select i, 'k', i from generate_series(10, 60) i",
        "update items set amount = null, words = array[null]::text[] where id = 1",
        "update items set id = id where id = 2",
        "update items set at = '0044-03-15 00:00 BC' where id = 3",
        "delete from items where id between 20 and 30",
        "begin; savepoint s; insert into items values (70, 'gone'); rollback to s;"
            + " insert into items values (70, 'stays'); commit",
        "insert into orders values (9000001, e'two\\nlines\\r\\n'), (9000002, repeat('long ü ', 50000))");
    assertSameRows(leaf);
    source.run("truncate orders", "insert into orders values (1, 'after')");
    assertSameRows(leaf);
  }

  private void bothShowTheSet(Original root, Node leaf) {
    assertThat(root.does("status")).contains("slave (leaf)").contains("Tables: 3/0/0");
    leaf.does("status").saying("master (root)").saying("Tables: 3/0/0");
  }

  private void sequencesFollow() {
    source.run("select nextval('invoice_number') from generate_series(1, 1000)");
    Await.until(
        "the sequence is ahead of the root's",
        () -> target.count("select last_value from invoice_number") >= 1000);
  }

  private void aTableLeavesTheSet(Original root, Node leaf) {
    root.does("remove-table", "partial");
    leaf.does("wait-root");
    leaf.does("tables").notSaying("public.partial");
  }

  private void aFalseRowIsFound(Node leaf) {
    target.run("set session_replication_role = replica; delete from items where id = 3");
    leaf.run("compare", "items").exitsWith(ExitCode.DIFFERENT);
  }

  private void assertSameRows(Node leaf) {
    leaf.does("wait-root");
    Rows.assertSameRows(source, target, TABLES);
  }
}
