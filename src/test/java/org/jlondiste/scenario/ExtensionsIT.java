package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jlondiste.error.ExitCode;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Rows;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Writer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Where PgQ's and Londiste's own extensions are installed, they are used as they are: all commands
 * work on the root, on the leaf, and on both.
 */
class ExtensionsIT {
  private static final String[] SCHEMA = {
    "create table orders (id int primary key, note text)",
    "create index orders_by_note on orders (note)",
    "create table items (id int, pos int, amount numeric(12, 4), at timestamptz, data bytea,"
        + " words text[], ratio float8, primary key (id, pos))",
    "create sequence invoice_number"
  };

  private static final List<String> TABLES = List.of("orders", "items");

  @TempDir private Path directory;

  @ParameterizedTest(name = "the schemas of the root are {0}, of the leaf {1}")
  @CsvSource({"theirs, ours", "ours, theirs", "theirs, theirs"})
  void aDatabaseIsCopiedWhileItIsWritten(String there, String here) throws IOException {
    Database source = database(there, "9.6");
    Database target = database(here, "17");
    source.run(SCHEMA);
    target.run(SCHEMA);
    source.run(
        "insert into orders select i, 'order ' || i from generate_series(1, 3000) i",
        "insert into items select i, 1, i / 7.0, now(), decode(md5(i::text), 'hex'),"
            + " array['a\"b', null, i::text], i / 3.0 from generate_series(1, 500) i");

    try (TwoNodes nodes = TwoNodes.in(directory, source, target, "copy_chunk_rows = 500");
        Writer orders = source.keepWritingTo("orders").unhurried();
        Writer items =
            source
                .keepWriting(
                    "insert into items values (:n, 2, :n, now(), null, '{}', 0.1)",
                    "update items set words = array['x & y = ' || :n, '%'], data = e'\\\\\\\\000'"
                        + " where id = :n",
                    "delete from items where id = :n / 2 and pos = 2")
                .unhurried()) {
      nodes.replicate("orders", "items");
      nodes.root().does("add-seq", "--all");
      nodes.leaf().does("add-seq", "--all");
      orders.awaitMore(30);
      nodes.leaf().does("resync", "orders");
      nodes.leaf().does("wait-sync");
      nodes.leaf().does("compare").saying("public.items").saying("same");
      orders.awaitMore(30);
      orders.stop();
      items.stop();
      nodes.leaf().does("wait-root");
      Rows.assertSameRows(source, target, TABLES);
      nodes.leaf().does("status").saying("Tables: 2/0/0");

      source.run("truncate items", "insert into items (id, pos) values (1, 1)");
      nodes.leaf().does("wait-root");
      Rows.assertSameRows(source, target, TABLES);
      source.run("select nextval('invoice_number') from generate_series(1, 1000)");
      Await.until(
          "the sequence is ahead of the root's",
          () -> target.count("select last_value from invoice_number") >= 1000);

      Path script = directory.resolve("add_colour.sql");
      Files.writeString(script, "alter table items add column colour text default 'a;b';\n");
      nodes.root().does("execute", script.toString());
      source.run("update items set colour = 'red'");
      nodes.leaf().does("wait-root");
      Rows.assertSameRows(source, target, TABLES);
      assertThat(target.query("select colour from items")).containsExactly("red");

      target.run("set session_replication_role = replica; delete from orders where id = 1 + 2000");
      nodes.leaf().run("compare", "orders").exitsWith(ExitCode.DIFFERENT).saying("2001");

      nodes.root().does("remove-table", "items");
      assertThat(source.count("select count(*) from pg_trigger where tgrelid = 'items'::regclass"))
          .isZero();
      nodes.leaf().worker().stop();
      nodes.root().does("drop-node", "slave");
      assertThat(source.query("select consumer_name from pgq.get_consumer_info('myappq')"))
          .doesNotContain("slave");
    }
  }

  @Test
  void theirsAndOursAreNotMixed() {
    Database database = Servers.withExtensions().createDatabase("mixed");
    database.run("create extension pgq");
    try (Node root = new Node(directory, "master", database)) {
      root.run("create-root", "master", database.connectString())
          .exitsWith(ExitCode.STATE)
          .saying("has pgq of PgQ and Londiste, but not pgq_node and londiste")
          .saying("create extension pgq_node; create extension londiste");
      assertThat(database.query("select 1 from pg_namespace where nspname = 'jlondiste'"))
          .isEmpty();

      database.run("create extension pgq_node", "create extension londiste");
      root.createRoot();
    }
  }

  private static Database database(String owner, String version) {
    if (owner.equals("ours")) {
      return Servers.get(version).createDatabase("extended");
    }
    Database database = Servers.withExtensions().createDatabase("extended");
    database.run("create extension pgq", "create extension pgq_node", "create extension londiste");
    return database;
  }
}
