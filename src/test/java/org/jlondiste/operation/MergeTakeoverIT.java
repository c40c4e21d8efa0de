package org.jlondiste.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jlondiste.model.NodeType;
import org.jlondiste.operation.Takeover.Fate;
import org.jlondiste.postgres.Session;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Writer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Three shards are one table in a fourth database; one of them gets another root meanwhile. */
class MergeTakeoverIT {
  private static final List<String> QUEUES = List.of("east", "north", "west");

  private final Database merged = Servers.get("18").createDatabase("merged");
  private final List<Place> roots =
      List.of(
          new Place(Servers.get("9.6").createDatabase("east"), "east_root"),
          new Place(Servers.get("15").createDatabase("north"), "north_root"),
          new Place(Servers.get("15").createDatabase("west"), "west_root"));
  private final Place spare = new Place(Servers.get("17").createDatabase("east"), "east_spare");
  private final List<LiveWorker> workers = new ArrayList<>();

  @AfterEach
  void endWorkers() {
    workers.forEach(LiveWorker::stop);
    workers.forEach(LiveWorker::throwFailure);
  }

  @Test
  void theLeafGoesOnReadingFromTheNewRootOfOneShard() {
    given();
    try (Writer north = keepWriting(roots.get(1).database(), 1);
        Writer west = keepWriting(roots.get(2).database(), 2)) {
      try (Writer east = keepWriting(roots.get(0).database(), 0)) {
        east.awaitMore(15).stop();
      }

      takeover();

      try (Writer east =
          spare
              .database()
              .keepWriting(
                  "insert into orders values (1500000 + :n * 3, 'on the new root')",
                  "update orders set note = note || '!' where id = 3 * (1 + :n % 50)")
              .unhurried()) {
        east.awaitMore(20).stop();
      }
      north.awaitMore(10).stop();
      west.awaitMore(10).stop();
    }
    assertMerged();
    assertThat(
            merged.value(
                "select provider_node from pgq_node.local_state where queue_name = 'east'"))
        .isEqualTo("east_spare");
  }

  private void given() {
    String table = "create table orders (id int primary key, note text)";
    merged.run(table);
    spare.database().run(table);
    for (int shard = 0; shard < QUEUES.size(); shard++) {
      String queue = QUEUES.get(shard);
      Place root = roots.get(shard);
      root.database()
          .run(
              table,
              "insert into orders select i * 3 + "
                  + shard
                  + ", 'old' from generate_series(1, 99) i");
      root.create(root.request(NodeType.ROOT, Optional.empty()), queue);
      add(queue, root, false);
      workers.add(LiveWorker.of(root, queue));
      Place leaf = new Place(merged, queue + "_leaf");
      leaf.create(leaf.request(NodeType.LEAF, Optional.of(root.location())), queue);
      workers.add(LiveWorker.of(leaf, queue));
    }
    spare.create(spare.request(NodeType.BRANCH, Optional.of(roots.get(0).location())), "east");
    workers.add(LiveWorker.of(spare, "east"));
    add("east", spare, false);
    add("east", new Place(merged, "east_leaf"), true);
    awaitSync(spare.database());
    awaitSync(merged);
  }

  private void takeover() {
    try (Session session = spare.session()) {
      Takeover.Report report =
          new Takeover(
                  session,
                  Place.DATABASES,
                  "east",
                  Patience.of(Optional.of(Duration.ofSeconds(30)), Duration.ofMillis(20)),
                  lastThing -> {})
              .run(new Takeover.Request("east_root", Fate.ALIVE, true, false, false));
      assertThat(report.failures()).isEmpty();
    }
  }

  private void assertMerged() {
    List<Place> now = List.of(spare, roots.get(1), roots.get(2));
    List<String> all = new ArrayList<>();
    for (int shard = 0; shard < QUEUES.size(); shard++) {
      String queue = QUEUES.get(shard);
      Database root = now.get(shard).database();
      long goal = root.count("select pgq.force_tick('" + queue + "')");
      Await.until(
          queue + " reaches tick " + goal,
          () ->
              merged.count(
                      "select last_tick_id from pgq_node.local_state where queue_name = '"
                          + queue
                          + "'")
                  >= goal);
      all.addAll(root.query("select id, note from orders"));
    }
    assertThat(merged.query("select id, note from orders"))
        .containsExactlyInAnyOrderElementsOf(all);
  }

  private static Writer keepWriting(Database database, int shard) {
    return database
        .keepWriting(
            "insert into orders values (3000 + :n * 3 + " + shard + ", 'new')",
            "update orders set note = note || '.' where id = 3 * (1 + :n % 90) + " + shard,
            "delete from orders where id = 3 * (90 + :n % 9) + " + shard)
        .unhurried();
  }

  private static void awaitSync(Database database) {
    Await.until(
        "all is in sync in " + database,
        () ->
            database.count(
                    "select count(*) from londiste.table_info where merge_state is distinct from"
                        + " 'ok'")
                == 0);
  }

  private static void add(String queue, Place place, boolean mergeAll) {
    try (Session session = place.session()) {
      new AddTables(session, Place.DATABASES, queue, Place.NO_WAIT)
          .run(Place.tables(settings(mergeAll), Optional.empty(), "orders"));
    }
  }

  private static TableSettings settings(boolean mergeAll) {
    return new TableSettings(
        Optional.empty(),
        false,
        false,
        false,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        false,
        mergeAll,
        false,
        Optional.empty(),
        OptionalInt.empty());
  }
}
