package org.jlondiste.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jlondiste.error.StateError;
import org.jlondiste.model.NodeType;
import org.jlondiste.operation.Takeover.Fate;
import org.jlondiste.postgres.Session;
import org.jlondiste.script.Script;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Writer;
import org.jlondiste.topology.LocalNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three shards feed one queue, which has a leaf behind it, and a branch in another database that
 * takes over.
 */
class CombinedQueueIT {
  private static final String ALL = "everything";
  private static final List<String> TABLES = List.of("orders", "visits");

  private final Map<String, Place> shards = new LinkedHashMap<>();
  private final Database hub = Servers.get("18").createDatabase("hub");
  private final Database spare = Servers.get("15").createDatabase("spare");
  private final Database end = Servers.get("9.6").createDatabase("end");
  private final Place hubNode = new Place(hub, "hub");
  private final Place spareNode = new Place(spare, "spare");
  private final Place endNode = new Place(end, "end");
  private final Map<Database, List<LiveWorker>> workers = new HashMap<>();

  @AfterEach
  void endWorkers() {
    workers.values().forEach(some -> some.forEach(LiveWorker::stop));
  }

  @Test
  void onlyANodeWithAQueueCanBeFed() {
    Place root = new Place(spare, "root");
    root.create(root.request(NodeType.ROOT, Optional.empty()), "east");
    Place stranger = new Place(end, "stranger");
    assertThatThrownBy(() -> stranger.create(merging(stranger, root), "east"))
        .isInstanceOf(StateError.class)
        .hasMessageContaining("holds no node of queue everything");
    hubNode.create(hubNode.request(NodeType.ROOT, Optional.empty()), ALL);
    endNode.create(endNode.request(NodeType.LEAF, Optional.of(hubNode.location())), ALL);
    assertThatThrownBy(() -> stranger.create(merging(stranger, root), "east"))
        .isInstanceOf(StateError.class)
        .hasMessageContaining("is a leaf: it has no queue");

    Place leaf = part(hub, "east");
    leaf.create(merging(leaf, root), "east");
    try (Session session = hubNode.session()) {
      assertThatThrownBy(() -> new DropNode(session, Place.DATABASES, ALL).run("hub"))
          .isInstanceOf(StateError.class);
      new DropNode(session, Place.DATABASES, ALL).run("end");
      assertThatThrownBy(() -> new DropNode(session, Place.DATABASES, ALL).run("hub"))
          .isInstanceOf(StateError.class)
          .hasMessageContaining("is fed by leafs of the same database, of queue east");
    }
    Place heir = new Place(end, "heir");
    heir.create(heir.request(NodeType.BRANCH, Optional.of(hubNode.location())), ALL);
    assertThatThrownBy(() -> takeover(heir, "hub"))
        .isInstanceOf(StateError.class)
        .hasMessageContaining("node hub is fed by queue east, and node heir by no queue");
  }

  @Test
  void rowsOfAllShardsGoOnThroughOneQueueAndItsRootCanChange() {
    shards.put("east", new Place(Servers.get("9.6").createDatabase("east"), "east_root"));
    shards.put("north", new Place(Servers.get("15").createDatabase("north"), "north_root"));
    shards.put("west", new Place(Servers.get("17").createDatabase("west"), "west_root"));
    given();
    whileAllAreWritten(
        () -> {
          add("east", part(hub, "east"), true);
          add(ALL, endNode, false);
          add(ALL, spareNode, false);
          add("east", part(spare, "east"), true);
          List.of(hub, spare, end).forEach(CombinedQueueIT::awaitSync);
        });
    for (String queue : shards.keySet()) {
      try (Session session = hubNode.session()) {
        new Resync(session, Place.DATABASES, queue)
            .run(new Resync.Request(List.of("visits"), false, Optional.empty(), false));
      }
    }
    assertThatThrownBy(() -> takeover(spareNode, "hub"))
        .isInstanceOf(StateError.class)
        .hasMessageContaining("are not complete there: public.visits");
    awaitSync(hub);
    assertSameEverywhere(hubNode);
    hub.run(
        "set session_replication_role = replica; delete from orders where id = (select max(id)"
            + " from orders where id % 3 = 0)");
    assertThat(repair(spare).get(0)).startsWith("SKIPPED its rows come by queue everything");
    assertThat(repair(hub)).contains("MENDED ");
    // what mends the rows goes on to the nodes behind
    assertSameEverywhere(hubNode);

    whileAllAreWritten(() -> takeover(spareNode, "hub"));
    assertThat(types(spare))
        .containsExactly("east|leaf|root", "everything|root|", "north|leaf|root", "west|leaf|root");
    assertThat(types(hub)).contains("everything|branch|", "east|leaf|branch");
    assertSameEverywhere(spareNode);

    whileAllAreWritten(() -> takeover(hubNode, "spare"));
    assertSameEverywhere(hubNode);
  }

  @Test
  void aBranchKnowsWhatItsRootDidNotHaveWhenItDied(@TempDir Path directory) {
    shards.put("east", new Place(Servers.get("9.6").createDatabase("east"), "east_root"));
    Database east = shards.get("east").database();
    given();
    add("east", part(hub, "east"), true);
    add(ALL, endNode, false);
    add(ALL, spareNode, false);
    add("east", part(spare, "east"), true);
    List.of(hub, spare, end).forEach(CombinedQueueIT::awaitSync);
    try (Session session = shards.get("east").session()) {
      new ExecuteScripts(session, "east")
          .run(
              new ExecuteScripts.Request(
                  List.of(
                      Script.parse(
                          "wide.sql",
                          "alter table orders add column extra text; update orders set extra = 's'"
                              + " where id = 3")),
                  Duration.ofSeconds(5)));
    }
    east.run(
        "update orders set extra = 'x' where id > 800",
        "insert into orders values (-1, 'n', 'y')",
        "alter table orders rename to other",
        "alter table other rename to orders");
    assertSameEverywhere(hubNode);

    hub.run("set session_replication_role = replica; delete from visits");
    east.run("delete from visits", "insert into visits values (7, 'missed on the hub')");
    awaitArrival(hubNode);
    assertThat(hub.query("select queue_name, table_name from jlondiste.stopped_table"))
        .containsExactly("east|public.visits");
    assertThat(
            spare.query(
                "select merge_state from londiste.table_info where queue_name = 'east' order by table_name"))
        .containsExactly("ok", "null");

    Objects.requireNonNull(workers.remove(hub)).forEach(LiveWorker::stop);
    long death =
        hub.count(
            "select max(t.tick_id) from pgq.tick t join pgq.queue q on q.queue_id = t.tick_queue"
                + " where q.queue_name = '"
                + ALL
                + "'");
    Await.until("the branch has all of the hub", () -> position(spare, ALL) >= death);
    east.run("insert into orders values (-2, 'after the death', 'z')");
    takeover(spareNode, "hub", Fate.DEAD_ROOT);
    awaitSync(spare);
    long goal = east.count("select pgq.force_tick('east')");
    Await.until("all is in the new root", () -> position(spare, "east") >= goal);
    for (String table : TABLES) {
      assertThat(spare.query("select * from " + table))
          .containsExactlyInAnyOrderElementsOf(east.query("select * from " + table));
    }
    long last = spare.count("select pgq.force_tick('" + ALL + "')");
    Await.until("all is in the leaf", () -> position(end, ALL) >= last);
    assertThat(end.query("select * from visits"))
        .containsExactlyInAnyOrderElementsOf(east.query("select * from visits"));

    resurrect(directory.resolve("lost.json"));
    awaitSync(hub);
    east.run("insert into visits values (8, 'after its return')");
    assertSameEverywhere(spareNode);
    takeover(hubNode, "spare");
    east.run(
        "insert into orders values (-3, 'for the first root', 'z')",
        "update visits set note = 'again' where id = 8");
    assertSameEverywhere(hubNode);
  }

  /** The first root comes back, as a branch. */
  private void resurrect(Path file) {
    try (Session session = hubNode.session()) {
      Resurrection.Report report =
          new Resurrection(
                  session,
                  Place.DATABASES,
                  ALL,
                  Patience.of(Optional.of(Duration.ofSeconds(60)), Duration.ofMillis(20)))
              .run(file);
      assertThat(report.failures()).isEmpty();
    }
    hub.run("update pgq_node.local_state set paused = false, uptodate = false");
    workers.put(
        hub,
        List.of(LiveWorker.lasting(hubNode, ALL), LiveWorker.lasting(part(hub, "east"), "east")));
  }

  private void whileAllAreWritten(Runnable work) {
    List<Writer> writers = new ArrayList<>();
    try {
      int number = 0;
      for (Place shard : shards.values()) {
        writers.add(keepWriting(shard.database(), number++));
      }
      work.run();
      writers.forEach(writer -> writer.awaitMore(3));
    } finally {
      writers.forEach(Writer::close);
    }
  }

  private void given() {
    for (Database database : List.of(hub, spare, end)) {
      createTables(database);
    }
    create(ALL, hubNode, hubNode.request(NodeType.ROOT, Optional.empty()));
    create(ALL, spareNode, spareNode.request(NodeType.BRANCH, Optional.of(hubNode.location())));
    create(ALL, endNode, endNode.request(NodeType.LEAF, Optional.of(hubNode.location())));
    int number = 0;
    for (Map.Entry<String, Place> shard : shards.entrySet()) {
      String queue = shard.getKey();
      Place root = shard.getValue();
      createTables(root.database());
      root.database()
          .run(
              "insert into orders select i * 3 + "
                  + number
                  + ", 'old' from generate_series(1, 300) i",
              "insert into visits select 1, 'of " + queue + "' from generate_series(1, 50) i");
      number++;
      create(queue, root, root.request(NodeType.ROOT, Optional.empty()));
      add(queue, root, false);
      for (Database database : List.of(hub, spare)) {
        Place leaf = part(database, queue);
        create(queue, leaf, merging(leaf, root));
      }
    }
  }

  private void create(String queue, Place place, CreateNode.Request request) {
    place.create(request, queue);
    workers
        .computeIfAbsent(place.database(), unseen -> new ArrayList<>())
        .add(LiveWorker.lasting(place, queue));
  }

  private static void createTables(Database database) {
    database.run(
        "create table orders (id int primary key, note text)",
        "create table visits (id int, note text)");
  }

  private Place part(Database database, String queue) {
    return new Place(database, queue + "_at_" + (database == hub ? "hub" : "spare"));
  }

  private static CreateNode.Request merging(Place leaf, Place root) {
    CreateNode.Request plain = leaf.request(NodeType.LEAF, Optional.of(root.location()));
    return new CreateNode.Request(
        plain.type(),
        plain.name(),
        plain.worker(),
        plain.connectString(),
        plain.location(),
        plain.provider(),
        Optional.of(ALL),
        plain.syncWatermark(),
        plain.checkLocation(),
        plain.filter());
  }

  private static Writer keepWriting(Database database, int shard) {
    return database
        .keepWriting(
            "insert into orders select 3 * (1 + max(id) / 3) + " + shard + ", 'new' from orders",
            "update orders set note = note || '.' where id = 3 * (1 + :n % 250) + " + shard,
            "delete from orders where id = 3 * (250 + :n % 50) + " + shard,
            "insert into visits values (:n % 7, 'shard " + shard + "')",
            "delete from visits where id = (:n + 3) % 7")
        .unhurried();
  }

  private static void takeover(Place heir, String from) {
    takeover(heir, from, Fate.ALIVE);
  }

  private static void takeover(Place heir, String from, Fate fate) {
    try (Session session = heir.session()) {
      Takeover.Report report =
          new Takeover(
                  session,
                  Place.DATABASES,
                  ALL,
                  Patience.of(Optional.of(Duration.ofSeconds(60)), Duration.ofMillis(20)),
                  lastThing -> {})
              .run(new Takeover.Request(from, fate, false, fate == Fate.DEAD_ROOT, false));
      assertThat(report.failures()).isEmpty();
    }
  }

  /** Waits until what the shards hold now is at the root of the combined queue and behind it. */
  private void awaitArrival(Place root) {
    shards.forEach(
        (queue, shard) -> {
          long goal = shard.database().count("select pgq.force_tick('" + queue + "')");
          for (Database database : List.of(hub, spare)) {
            Await.until(
                "tick " + goal + " of " + queue + " in " + database,
                () -> position(database, queue) >= goal);
          }
        });
    long goal = root.database().count("select pgq.force_tick('" + ALL + "')");
    for (Database database : List.of(hub, spare, end)) {
      if (database != root.database()) {
        Await.until("tick " + goal + " in " + database, () -> position(database, ALL) >= goal);
      }
    }
  }

  private static long position(Database database, String queue) {
    return database.count(
        "select last_tick_id from pgq_node.local_state where queue_name = '"
            + queue
            + "' and consumer_name not like '%.copy.%'");
  }

  private static void awaitSync(Database database) {
    Await.until(
        "all is in sync in " + database,
        () ->
            database.count(
                    "select count(*) from londiste.table_info where local and merge_state is distinct"
                        + " from 'ok'")
                == 0);
  }

  private void assertSameEverywhere(Place root) {
    awaitArrival(root);
    for (String table : TABLES) {
      List<String> all = new ArrayList<>();
      shards
          .values()
          .forEach(shard -> all.addAll(shard.database().query("select * from " + table)));
      for (Database database : List.of(hub, spare, end)) {
        assertThat(database.query("select * from " + table))
            .as("%s in %s", table, database)
            .containsExactlyInAnyOrderElementsOf(all);
      }
    }
  }

  private static List<String> types(Database database) {
    return database.query(
        "select n.queue_name || '|' || n.node_type || '|' || coalesce(k.node_type, '')"
            + " from pgq_node.node_info n left join pgq_node.node_info k on k.queue_name ="
            + " n.combined_queue order by n.queue_name");
  }

  /** Mends the part of the shard in which all numbers can be divided by three. */
  private List<String> repair(Database database) {
    Place east = part(database, "east");
    return new RepairTables(
            new LocalNode(
                "east",
                east.node() + "_worker",
                purpose -> Place.DATABASES.open(east.location(), purpose),
                Place.DATABASES),
            Waiter.sleeping())
            .run(
                new RepairTables.Request(
                    List.of("orders"),
                    Optional.empty(),
                    "",
                    "",
                    false,
                    Optional.of(Duration.ofSeconds(60)),
                    Duration.ofSeconds(10)))
            .results()
            .stream()
            .map(result -> result.outcome() + " " + result.reason())
            .toList();
  }

  private static void add(String queue, Place place, boolean mergeAll) {
    try (Session session = place.session()) {
      new AddTables(session, Place.DATABASES, queue, Place.NO_WAIT)
          .run(Place.tables(settings(mergeAll), Optional.empty(), TABLES.toArray(String[]::new)));
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
