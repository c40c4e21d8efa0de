package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.jlondiste.docs.Page;
import org.jlondiste.support.Database;
import org.jlondiste.support.Rows;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Writer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A root leaves the extensions of PgQ and Londiste for our schemas, and goes back, by the manual's
 * own statements and while rows are written. Nothing is lost, and ids of events go on rising.
 */
class LeaveExtensionsIT {
  private static final List<String> STATEMENTS =
      Page.of("docs/how-to/from-the-extensions.md").blocks("sql");

  @TempDir private Path directory;

  @Test
  void thereAndBackWhileRowsAreWritten() {
    Database source = Servers.withExtensions().createDatabase("leaving");
    Database target = Servers.get("17").createDatabase("leaving");
    source.run("create extension pgq", "create extension pgq_node", "create extension londiste");
    for (Database database : List.of(source, target)) {
      database.run(
          "create table orders (id int primary key, note text)",
          "create table items (id int primary key, note text)");
    }

    try (TwoNodes nodes = TwoNodes.in(directory, source, target);
        Writer orders = source.keepWritingTo("orders").unhurried()) {
      nodes.replicate("orders");
      orders.awaitMore(30);

      nodes.root().worker().stop();
      orders.awaitMore(10);
      long before = highestId(source);
      source.runTogether(STATEMENTS.get(0));
      nodes.root().createRoot().saying("Upgrading pgq");
      assertThat(extensions(source)).isEmpty();
      orders.awaitMore(10);
      assertThat(highestId(source)).isGreaterThan(before);
      nodes.root().worker().start();
      nodes.replicate("items");
      try (Writer items = source.keepWritingTo("items").unhurried()) {
        items.awaitMore(30);
        orders.awaitMore(30);

        nodes.root().worker().stop();
        source.run("select jlondiste.use_wal_event_ids('" + Node.QUEUE + "')");
        items.awaitMore(10);
        orders.awaitMore(10);
        before = highestId(source);
        source.runTogether(STATEMENTS.get(1));
        assertThat(extensions(source)).containsExactly("londiste", "pgq", "pgq_node");
        items.awaitMore(10);
        orders.awaitMore(10);
        nodes.root().createRoot().saying("pgq is installed");
        nodes.root().worker().start();
        items.awaitMore(10);
        orders.awaitMore(10);
        items.stop();
        orders.stop();
      }

      nodes.leaf().does("wait-root");
      Rows.assertSameRows(source, target, List.of("orders", "items"));
      assertThat(highestId(source)).isGreaterThan(before);
      assertThat(nodes.leaf().state("orders")).isEqualTo("ok");
      assertThat(nodes.leaf().state("items")).isEqualTo("ok");
      nodes.leaf().does("status").saying("Tables: 2/0/0");
      nodes.leaf().does("compare");
      assertThat(source.query("select nspname from pg_namespace where nspname like '%before'"))
          .isEmpty();
    }
  }

  private static long highestId(Database database) {
    return database.count("select max(ev_id) from pgq.event_template");
  }

  private static List<String> extensions(Database database) {
    return database.query("select extname from pg_extension where extname <> 'plpgsql' order by 1");
  }
}
