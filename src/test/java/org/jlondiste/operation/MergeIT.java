package org.jlondiste.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jlondiste.compare.Method;
import org.jlondiste.error.StateError;
import org.jlondiste.handler.HandlerSpec;
import org.jlondiste.model.NodeType;
import org.jlondiste.postgres.Session;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Writer;
import org.jlondiste.topology.LocalNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two shards, each the root of a queue of its own, become one table in a third database. */
class MergeIT {
  private static final String[] QUEUES = {"east", "west"};
  private static final String BACKSTAGE = "set session_replication_role = replica; ";
  private static final Optional<Duration> LIMIT = Optional.of(Duration.ofSeconds(60));
  private static final String KEYLESS =
      "public.visits SKIPPED each row is there as often as it must be at least, but it has no key to"
          + " tell its rows from equal ones of other queues";

  private final Place east = new Place(Servers.get("9.6").createDatabase("east"), "east_root");
  private final Place west = new Place(Servers.get("15").createDatabase("west"), "west_root");
  private final Place eastHere = new Place(Servers.get("18").createDatabase("merged"), "east_leaf");
  private final Place westHere = new Place(eastHere.database(), "west_leaf");
  private final Database merged = eastHere.database();
  private final List<LiveWorker> workers = new ArrayList<>();

  @TempDir private Path directory;

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
    eachPartIsComparedAndMendedForItself();

    resyncOfOnePartWaitsForTheOther();
    awaitArrival();
    assertMerged();

    truncateOfOnePartTakesNothingFromTheOther();
  }

  @Test
  void truncateOfOneDispatchedPartTakesNothingFromTheOther() {
    given();
    add(
        "east",
        eastHere,
        with(Optional.of(new HandlerSpec("dispatch", Map.of())), Optional.empty()));
    awaitSync();
    east.database().run("insert into orders values (2000, 'new')");
    west.database().run("insert into orders values (2001, 'new')");
    awaitArrival();
    assertMerged();
    assertThat(merged.count("select count(*) from only orders")).isEqualTo(1000);

    truncateOfOnePartTakesNothingFromTheOther();
  }

  @Test
  void comparingAndMendingAgreeOnPartsOfWhichOnlySomeRowsWereCopied() {
    given();
    add("east", eastHere, with(Optional.empty(), Optional.of("id > 100")));
    awaitSync();
    assertThat(merged.count("select count(*) from orders where id between 0 and 100")).isZero();
    eachPartIsComparedAndMendedForItself();
  }

  /** Rows of the other part are no difference, and are left alone. */
  private void eachPartIsComparedAndMendedForItself() {
    assertThat(compare("east")).containsExactly("public.orders SAME 0", KEYLESS);
    assertThat(compare("west")).containsExactly("public.orders SAME 0", KEYLESS);
    String some =
        "(select id from orders where id % 2 = 0 and id between 102 and 1000 order by id limit ";
    merged.run(
        BACKSTAGE + "update orders set note = 'damaged' where id in " + some + "1)",
        BACKSTAGE + "delete from orders where id in " + some + "1 offset 5)",
        BACKSTAGE + "insert into orders values (1000001, 'of nobody')");

    assertThat(compare("east")).first().isEqualTo("public.orders DIFFERENT 2");
    assertThat(compare("west")).first().isEqualTo("public.orders SAME 0");
    assertThat(repair("west", true))
        .containsExactly("public.orders SAME 0/0/0", "public.visits SKIPPED");
    assertThat(repair("east", false)).first().isEqualTo("public.orders WRITTEN 1/1/0");
    assertThat(directory.resolve("fix.public.orders.sql"))
        .content()
        .contains("update ", "insert into")
        .doesNotContain("delete from");
    assertThat(compare("east")).first().isEqualTo("public.orders DIFFERENT 2");
    assertThat(repair("east", true)).first().isEqualTo("public.orders MENDED 1/1/0");
    assertThat(compare("east")).first().isEqualTo("public.orders SAME 0");
    assertThat(compare("west")).first().isEqualTo("public.orders SAME 0");
    assertThat(merged.count("select count(*) from orders where id = 1000001")).isEqualTo(1);
    merged.run(BACKSTAGE + "delete from orders where id = 1000001");
  }

  private List<String> compare(String queue) {
    return new CompareTables(node(queue), Waiter.sleeping())
            .run(
                new CompareTables.Request(
                    List.of(),
                    new Method(false, Optional.empty(), Optional.empty(), 10),
                    false,
                    LIMIT,
                    Duration.ofSeconds(10)))
            .results()
            .stream()
            .map(
                result ->
                    result.table()
                        + " "
                        + result.verdict().outcome()
                        + " "
                        + (result.verdict().reason().isEmpty()
                            ? result.verdict().differences().rows()
                            : result.verdict().reason()))
            .toList();
  }

  private List<String> repair(String queue, boolean apply) {
    return new RepairTables(node(queue), Waiter.sleeping())
            .run(
                new RepairTables.Request(
                    List.of(),
                    apply ? Optional.empty() : Optional.of(directory),
                    "",
                    "",
                    false,
                    LIMIT,
                    Duration.ofSeconds(10)))
            .results()
            .stream()
            .map(
                result ->
                    result.table()
                        + " "
                        + result.outcome()
                        + result
                            .mending()
                            .map(m -> " " + m.inserts() + "/" + m.updates() + "/" + m.deletes())
                            .orElse(""))
            .toList();
  }

  private LocalNode node(String queue) {
    return new LocalNode(
        queue,
        queue + "_leaf_worker",
        purpose -> Place.DATABASES.open(eastHere.location(), purpose),
        Place.DATABASES);
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
    return with(Optional.empty(), Optional.empty());
  }

  private static TableSettings with(Optional<HandlerSpec> handler, Optional<String> copyCondition) {
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
        copyCondition,
        OptionalInt.empty());
  }
}
