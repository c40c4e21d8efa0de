package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node tells where the time of its work goes. */
class StagesIT {
  /** In microseconds, of a worker's sessions in a database. */
  private static final String YOUNGEST_SESSION =
      "select coalesce(max(extract(epoch from backend_start) * 1000000), 0)::int8 from"
          + " pg_stat_activity where datname = current_database()"
          + " and application_name like 'worker%'";

  @Test
  void copiesAndBatchesTellWhereTheirTimeGoes(@TempDir Path directory) {
    Database old = Servers.get("9.6").createDatabase("staged");
    Database young = Servers.get("18").createDatabase("staged");
    try (TwoNodes nodes = TwoNodes.in(directory, old, young)) {
      nodes.leaf().worker().stop();
      nodes.leaf().worker().talkative().start();
      nodes.run("create table orders (id int primary key, note text)");
      old.run("insert into orders select i, repeat('x', 100) from generate_series(1, 3000) i");
      nodes.replicate("orders");
      old.run(
          "insert into orders select i, repeat('y', 100) from generate_series(3001, 5000) i",
          "update orders set note = 'z' where id > 4000",
          "update orders set note = note || 'z' where id > 4000");
      nodes.assertSameRows("orders");

      nodes.leaf().worker().stop();

      // a change of one row after the other is one that is written
      assertThat(noted(young, "events >= 4000 and row_count between 2000 and events and bytes > 0"))
          .contains("batches total");
      assertThat(noted(young, "events = 3000 and row_count = 3000 and bytes > 300000"))
          .contains("copying total");
      assertThat(noted(young, "seconds <= 0 or apply_seconds <= 0 or commit_seconds <= 0"))
          .doesNotContain("batches total", "copying total");
      assertThat(nodes.leaf().worker().logged())
          .containsPattern(
              "work: copying, table: public.orders, part: 1, wait: [0-9.]+, read: [0-9.]+,"
                  + " decode: [0-9.]+, apply: [0-9.]+, commit: [0-9.]+, events: 3000, rows: 3000,"
                  + " bytes: [3-9][0-9]{5}")
          .containsPattern(
              "work: batches, tick: [0-9]+, wait: [0-9.]+, read: [0-9.]+, decode: [0-9.]+, apply:"
                  + " [0-9.]+, commit: [0-9.]+, events: [0-9]+, rows: [0-9]+, bytes: [1-9][0-9]+");
      assertThat(nodes.leaf().does("node-status", "--json").out())
          .contains("\"work\" : \"batches\"", "\"apply_seconds\" : ");
    }
  }

  @Test
  void aWorkerRenewsItsConnectionsAndSaysThatItLives(@TempDir Path directory) {
    Database database = Servers.get("18").createDatabase("lively");
    try (Node root =
        new Node(
            directory,
            "root",
            database,
            "consumer_name = reader",
            "connection_lifetime = 1",
            "keepalive_stats = 1")) {
      root.createRoot();
      root.worker().start();
      root.worker().awaitLogged("{count: 0, idle: 1}");
      long first = database.count(YOUNGEST_SESSION);

      Await.until("its connection is a new one", () -> database.count(YOUNGEST_SESSION) > first);

      assertThat(database.query("select worker_name from pgq_node.node_info"))
          .containsExactly("reader");
    }
  }

  private static List<String> noted(Database database, String condition) {
    return database.query(
        "select work || ' ' || span from jlondiste.stages where " + condition + " order by 1");
  }
}
