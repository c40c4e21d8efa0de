package org.jlondiste.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jlondiste.error.StateError;
import org.jlondiste.handler.HandlerSpec;
import org.jlondiste.model.NodeType;
import org.jlondiste.postgres.Session;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Writer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two shards, each the root of a queue of its own, become one table in a third database. */
class MergeIT {
  private static final String[] QUEUES = {"east", "west"};

  private final Place east = new Place(Servers.get("9.6").createDatabase("east"), "east_root");
  private final Place west = new Place(Servers.get("15").createDatabase("west"), "west_root");
  private final Place eastHere = new Place(Servers.get("18").createDatabase("merged"), "east_leaf");
  private final Place westHere = new Place(eastHere.database(), "west_leaf");
  private final Database merged = eastHere.database();
  private final List<LiveWorker> workers = new ArrayList<>();

  @AfterEach
  void endWorkers() {
    workers.forEach(LiveWorker::stop);
  }

  @Test
  void bothPartsAreCopiedAndKeptUpToDate() {
    given();
    try (Writer first = keepWriting(east.database(), 0);
        Writer second = keepWriting(west.database(), 1)) {
      first.awaitMore(5);
      assertThatThrownBy(() -> add("east", eastHere, TableSettings.PLAIN))
          .isInstanceOf(StateError.class)
          .hasMessageContaining("use merge-all or no-merge");
      add("east", eastHere, mergeAll());
      awaitSync();
      first.awaitMore(20).stop();
      second.awaitMore(20).stop();
    }
    awaitArrival();
    assertMerged();

    resyncOfOnePartWaitsForTheOther();
    awaitArrival();
    assertMerged();

    truncateOfOnePartTakesNothingFromTheOther();
  }

  @Test
  void truncateOfOneDispatchedPartTakesNothingFromTheOther() {
    given();
    add("east", eastHere, with(Optional.of(new HandlerSpec("dispatch", Map.of()))));
    awaitSync();
    east.database().run("insert into orders values (2000, 'new')");
    west.database().run("insert into orders values (2001, 'new')");
    awaitArrival();
    assertMerged();
    assertThat(merged.count("select count(*) from only orders")).isEqualTo(1000);

    truncateOfOnePartTakesNothingFromTheOther();
  }

  private void given() {
    for (Place place : List.of(east, west, eastHere)) {
      place
          .database()
          .run(
              "create table orders (id int primary key, note text)",
              "create table visits (id int, note text)");
    }
    east.database().run("insert into orders select i * 2, 'east' from generate_series(1, 500) i");
    west.database()
        .run("insert into orders select i * 2 + 1, 'west' from generate_series(1, 500) i");
    east.database().run("insert into visits select 1, 'east' from generate_series(1, 50) i");
    west.database().run("insert into visits select 1, 'west' from generate_series(1, 50) i");
    merged.run("insert into orders values (-1, 'of nobody')");
    east.create(east.request(NodeType.ROOT, Optional.empty()), "east");
    west.create(west.request(NodeType.ROOT, Optional.empty()), "west");
    add("east", east, TableSettings.PLAIN);
    add("west", west, TableSettings.PLAIN);
    eastHere.create(eastHere.request(NodeType.LEAF, Optional.of(east.location())), "east");
    westHere.create(westHere.request(NodeType.LEAF, Optional.of(west.location())), "west");
    workers.add(LiveWorker.of(east, "east"));
    workers.add(LiveWorker.of(west, "west"));
    workers.add(LiveWorker.of(eastHere, "east"));
    workers.add(LiveWorker.of(westHere, "west"));
  }

  private static Writer keepWriting(Database database, int shard) {
    return database
        .keepWriting(
            "insert into orders values (2000 + :n * 2 + " + shard + ", 'new')",
            "update orders set note = note || '.' where id = 2 * (1 + :n % 400) + " + shard,
            "delete from orders where id = 2 * (400 + :n % 50) + " + shard,
            "insert into visits values (:n % 7, 'shard " + shard + "')",
            "delete from visits where id = (:n + 3) % 7")
        .unhurried();
  }

  private void resyncOfOnePartWaitsForTheOther() {
    resync("east");
    Await.until(
        "the copy says what it waits for",
        () ->
            merged.count(
                    "select count(*) from pgq_node.local_state where cur_error like '%holds rows of"
                        + " this queue and of west, which cannot be told apart%'")
                > 0);
    assertThat(merged.count("select count(*) from orders")).isGreaterThan(900);
    resync("west");
    awaitSync();
  }

  private void truncateOfOnePartTakesNothingFromTheOther() {
    long before = merged.count("select count(*) from orders");
    east.database().run("truncate orders");
    Await.until(
        "the table stops",
        () ->
            merged.count(
                    "select count(*) from jlondiste.stopped_table where problem like '%rows of other"
                        + " queues%'")
                == 1);
    assertThat(merged.count("select count(*) from orders")).isEqualTo(before);
  }

  private void assertMerged() {
    for (String table : List.of("orders", "visits")) {
      List<String> all = new ArrayList<>();
      for (Place place : List.of(east, west)) {
        all.addAll(place.database().query("select id, note from " + table));
      }
      assertThat(merged.query("select id, note from " + table))
          .containsExactlyInAnyOrderElementsOf(all);
    }
  }

  private void awaitSync() {
    Await.until(
        "all parts are in sync",
        () -> {
          workers.forEach(LiveWorker::throwFailure);
          return merged.count(
                  "select count(*) from londiste.table_info where merge_state is distinct from"
                      + " 'ok'")
              == 0;
        });
  }

  private void awaitArrival() {
    for (String queue : QUEUES) {
      Place root = queue.equals("east") ? east : west;
      long goal = root.database().count("select pgq.force_tick('" + queue + "')");
      Await.until(
          queue + " reaches tick " + goal,
          () ->
              merged.count(
                      "select last_tick_id from pgq_node.local_state where consumer_name = '"
                          + queue
                          + "_leaf_worker'")
                  >= goal);
    }
  }

  private void resync(String queue) {
    try (Session session = eastHere.session()) {
      new Resync(session, Place.DATABASES, queue)
          .run(new Resync.Request(List.of("orders"), false, Optional.empty(), false));
    }
  }

  private static void add(String queue, Place place, TableSettings settings) {
    try (Session session = place.session()) {
      new AddTables(session, Place.DATABASES, queue, Place.NO_WAIT)
          .run(
              new AddTables.Request(
                  List.of("orders", "visits"),
                  false,
                  settings,
                  Optional.empty(),
                  false,
                  false,
                  Duration.ofSeconds(1),
                  RegistrationFilter.NONE));
    }
  }

  private static TableSettings mergeAll() {
    return with(Optional.empty());
  }

  private static TableSettings with(Optional<HandlerSpec> handler) {
    return new TableSettings(
        Optional.empty(),
        false,
        false,
        false,
        Optional.empty(),
        List.of(),
        handler,
        Optional.empty(),
        false,
        true,
        false,
        Optional.empty(),
        OptionalInt.empty());
  }
}
