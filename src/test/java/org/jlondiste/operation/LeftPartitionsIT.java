package org.jlondiste.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jlondiste.compare.Method;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.jlondiste.support.Await;
import org.jlondiste.support.Servers;
import org.jlondiste.topology.LocalNode;
import org.junit.jupiter.api.Test;

/** A partition that the root gave up leaves its rows on the other nodes, which say so. */
class LeftPartitionsIT {
  private static final TableName VISITS = new TableName("public", "visits");
  private static final TableName PLAIN = new TableName("public", "plain");

  private final Place root = new Place(Servers.get("18").createDatabase("left"), "master");
  private final Place leaf = new Place(Servers.get("17").createDatabase("left"), "slave");

  @Test
  void theStatusTellsUntilTheRowsAreGone() {
    root.createRoot();
    for (String table : List.of("visits", "plain")) {
      partitioned(root, table);
    }
    partitioned(leaf, "visits");
    leaf.database().run("create table plain (id int primary key, note text)");
    root.database()
        .run(
            "insert into visits select i, 'x' from generate_series(0, 39) i",
            "insert into plain select i, 'x' from generate_series(0, 39) i");
    root.addTables();
    leaf.createLeaf(root);
    leaf.addTables();
    try (Workers workers = Workers.of(root, leaf)) {
      workers.awaitSync(leaf);
      look();
      root.database()
          .run(
              "alter table visits detach partition visits_1",
              "drop table visits_2",
              "drop table plain_1");
      look();

      awaitKept(
          Map.of(
              VISITS,
              List.of("public.visits_1", "public.visits_2"),
              PLAIN,
              List.of("public.plain_1")));
      assertThat(status(root).keptPartitions()).isEmpty();
      assertThat(status(leaf).isWell()).isTrue();
      assertThat(leaf.database().count("select count(*) from visits")).isEqualTo(40);

      leaf.database().run("drop table visits_1", "alter table visits detach partition visits_2");
      awaitKept(Map.of(PLAIN, List.of("public.plain_1")));
      assertThat(compare("plain")).isFalse();
      awaitKept(Map.of(PLAIN, List.of("public.plain_1")));
      leaf.database()
          .run(
              "set session_replication_role = replica; delete from plain where id between 10 and 19");
      assertThat(compare("plain")).isTrue();
      awaitKept(Map.of());

      root.database().run("drop table plain_2");
      look();
      awaitKept(Map.of(PLAIN, List.of("public.plain_2")));
      try (Session session = leaf.session()) {
        new Resync(session, Place.DATABASES, Place.QUEUE)
            .run(new Resync.Request(List.of("plain"), true, Optional.empty(), false));
      }
      workers.awaitSync(leaf);
      awaitKept(Map.of());
      assertThat(compare("plain")).isTrue();
    }
  }

  private static void partitioned(Place place, String table) {
    place
        .database()
        .run("create table " + table + " (id int primary key, note text) partition by range (id)");
    for (int i = 0; i < 4; i++) {
      place
          .database()
          .run(
              "create table %1$s_%2$d partition of %1$s for values from (%3$d) to (%4$d)"
                  .formatted(table, i, 10 * i, 10 * i + 10));
    }
  }

  /** What the root's worker does every few seconds. */
  private void look() {
    root.database().query("select jlondiste.watch_capture('" + Place.QUEUE + "', false)");
  }

  private void awaitKept(Map<TableName, List<String>> partitions) {
    Await.until(
        "the leaf tells of " + partitions, () -> status(leaf).keptPartitions().equals(partitions));
  }

  private NodeStatus status(Place place) {
    try (Session session = leaf.session()) {
      return new ShowStatus(session, Place.DATABASES, Place.QUEUE)
          .all(Set.of()).nodes().stream()
              .filter(node -> node.member().name().equals(place.node()))
              .findFirst()
              .orElseThrow();
    }
  }

  private boolean compare(String table) {
    return new CompareTables(
            new LocalNode(
                Place.QUEUE,
                leaf.node() + "_worker",
                purpose -> Place.DATABASES.open(leaf.location(), purpose),
                Place.DATABASES),
            duration -> LockSupport.parkNanos(duration.toNanos()))
        .run(
            new CompareTables.Request(
                List.of(table),
                new Method(false, Optional.empty(), Optional.empty(), 10),
                false,
                Optional.of(Duration.ofMinutes(1)),
                Duration.ofSeconds(10)))
        .allSame();
  }
}
