package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Writer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One database is split into shards by a handler; three shards are merged in one database, and one
 * of them gets another root meanwhile.
 */
class ShardsIT {
  private static final String TABLE = "create table orders (id int primary key, note text)";
  private static final List<String> QUEUES = List.of("east", "north", "west");

  private final Path directory;
  private final List<Node> nodes = new ArrayList<>();

  ShardsIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @AfterEach
  void leaveNothingRunning() {
    nodes.forEach(Node::close);
  }

  @Test
  void oneDatabaseIsSplit() {
    Database whole = Servers.get("9.6").createDatabase("whole");
    List<Database> parts =
        List.of(Servers.get("15").createDatabase("part"), Servers.get("18").createDatabase("part"));
    whole.run(HandlersIT.HASHES);
    whole.run(TABLE, "insert into orders select i, 'order ' || i from generate_series(1, 500) i");
    Node root = node("whole", whole, Node.QUEUE);
    root.createRoot();
    root.worker().start();
    root.does("add-table", "orders");
    try (Writer writer = keepWriting(whole, 0, 1)) {
      for (int shard = 0; shard < parts.size(); shard++) {
        Database part = parts.get(shard);
        part.run(HandlersIT.HASHES);
        part.run(TABLE, "insert into partconf.conf values (" + shard + ", 1, 2)");
        Node leaf = node("part" + shard, part, Node.QUEUE);
        leaf.createLeaf(root);
        leaf.worker().start();
        leaf.does("add-table", "orders", "--handler=shard", "--handler-arg=key=id");
      }
      nodes.get(1).awaitInSync("orders");
      nodes.get(2).awaitInSync("orders");
      writer.awaitMore(20).stop();
    }
    long goal = whole.count("select pgq.force_tick('" + Node.QUEUE + "')");
    for (int shard = 0; shard < parts.size(); shard++) {
      Node leaf = nodes.get(shard + 1);
      Await.until(leaf.name() + " reaches tick " + goal, () -> leaf.position() >= goal);
      assertThat(rows(parts.get(shard)))
          .isNotEmpty()
          .containsExactlyInAnyOrderElementsOf(
              whole.query(
                  "select id, note from orders where (partconf.get_hash_raw(id) & 1) = " + shard));
      leaf.does("compare");
    }
  }

  @Test
  void threeAreMergedWhileOneGetsAnotherRoot() {
    Database merged = Servers.get("18").createDatabase("merged");
    List<Database> shards =
        new ArrayList<>(
            List.of(
                Servers.get("9.6").createDatabase("east"),
                Servers.get("15").createDatabase("north"),
                Servers.get("15").createDatabase("west")));
    Database young = Servers.get("17").createDatabase("east");
    merged.run(TABLE);
    young.run(TABLE);
    List<Node> leafs = new ArrayList<>();
    for (int shard = 0; shard < QUEUES.size(); shard++) {
      String queue = QUEUES.get(shard);
      shards
          .get(shard)
          .run(
              TABLE,
              "insert into orders select i * 3 + "
                  + shard
                  + ", 'old' from generate_series(1, 300) i");
      Node root = node(queue + "_root", shards.get(shard), queue);
      root.createRoot();
      root.worker().start();
      root.does("add-table", "orders");
      Node leaf = node(queue + "_leaf", merged, queue);
      leaf.createLeaf(root);
      leaf.worker().start();
      leafs.add(leaf);
    }
    Node spare = node("east_spare", young, "east");
    spare.createBranch(nodes.get(0));
    spare.worker().start();
    spare.does("add-table", "orders", "--wait-sync");
    try (Writer north = keepWriting(shards.get(1), 1, 3);
        Writer west = keepWriting(shards.get(2), 2, 3)) {
      try (Writer east = keepWriting(shards.get(0), 0, 3)) {
        leafs.get(0).does("add-table", "orders", "--merge-all");
        Await.until(
            "all parts are in sync",
            () ->
                merged.count(
                        "select count(*) from londiste.table_info where merge_state is distinct"
                            + " from 'ok'")
                    == 0);
        east.awaitMore(10).stop();
      }
      spare.does("takeover", "east_root", "--all");
      shards.set(0, young);
      try (Writer east = keepWriting(young, 0, 3)) {
        east.awaitMore(20).stop();
      }
      north.awaitMore(10).stop();
      west.awaitMore(10).stop();
    }
    List<String> all = new ArrayList<>();
    for (int shard = 0; shard < QUEUES.size(); shard++) {
      Node leaf = leafs.get(shard);
      long goal = shards.get(shard).count("select pgq.force_tick('" + QUEUES.get(shard) + "')");
      Await.until(leaf.name() + " reaches tick " + goal, () -> leaf.position() >= goal);
      all.addAll(rows(shards.get(shard)));
    }
    assertThat(rows(merged)).containsExactlyInAnyOrderElementsOf(all);
    for (int shard = 0; shard < QUEUES.size(); shard++) {
      assertThat(merged.query("select id, note from orders where id % 3 = " + shard))
          .as(QUEUES.get(shard))
          .hasSizeGreaterThan(200)
          .containsExactlyInAnyOrderElementsOf(rows(shards.get(shard)));
      leafs.get(shard).does("compare");
    }
    assertThat(
            merged.value(
                "select provider_node from pgq_node.local_state where queue_name = 'east'"))
        .isEqualTo("east_spare");
  }

  /** The rows of two shards go on to a leaf in one queue, and another node becomes its root. */
  @Test
  void twoFeedOneQueueWhoseRootChanges() {
    Database hub = Servers.get("18").createDatabase("hub");
    Database spare = Servers.get("17").createDatabase("hub");
    Database end = Servers.get("9.6").createDatabase("end");
    List<Database> shards =
        List.of(
            Servers.get("9.6").createDatabase("east"), Servers.get("15").createDatabase("west"));
    List.of(hub, spare, end).forEach(database -> database.run(TABLE));
    Node hubAll = node("hub", hub, "all");
    hubAll.createRoot();
    Node spareAll = node("spare", spare, "all");
    spareAll.createBranch(hubAll);
    Node endAll = node("end", end, "all");
    endAll.createLeaf(hubAll);
    for (int shard = 0; shard < shards.size(); shard++) {
      String queue = shard == 0 ? "east" : "west";
      Database database = shards.get(shard);
      database.run(
          TABLE,
          "insert into orders select i * 2 + %d, 'old' from generate_series(1, 300) i"
              .formatted(shard));
      Node root = node(queue, database, queue);
      root.createRoot();
      root.does("add-table", "orders");
      for (Database into : List.of(hub, spare)) {
        Node leaf = node(queue + (into == hub ? "_hub" : "_spare"), into, queue);
        leaf.createLeaf(root, "--merge=all");
      }
    }
    nodes.forEach(node -> node.worker().start());
    try (Writer east = keepWriting(shards.get(0), 0, 2);
        Writer west = keepWriting(shards.get(1), 1, 2)) {
      named("east_hub").does("add-table", "orders", "--merge-all");
      endAll.does("add-table", "orders");
      spareAll.does("add-table", "orders");
      named("east_spare").does("add-table", "orders", "--merge-all");
      for (Database database : List.of(hub, spare, end)) {
        awaitAllInSync(database);
      }
      spareAll.does("takeover", "hub", "--all");
      east.awaitMore(10).stop();
      west.awaitMore(10).stop();
    }
    endAll.does("status").saying("spare (root)").saying("hub (branch)");
    List<String> all = new ArrayList<>();
    for (Database shard : shards) {
      all.addAll(rows(shard));
      String queue = shard == shards.get(0) ? "east" : "west";
      long goal = shard.count("select pgq.force_tick('" + queue + "')");
      for (String place : List.of("_hub", "_spare")) {
        Await.until(
            queue + place + " reaches tick " + goal, () -> named(queue + place).position() >= goal);
      }
    }
    long goal = spare.count("select pgq.force_tick('all')");
    Await.until("the end reaches tick " + goal, () -> endAll.position() >= goal);
    for (Database database : List.of(hub, spare, end)) {
      assertThat(rows(database)).as("%s", database).containsExactlyInAnyOrderElementsOf(all);
    }
    endAll.does("compare");
  }

  private Node named(String name) {
    return nodes.stream().filter(node -> node.name().equals(name)).findFirst().orElseThrow();
  }

  private static void awaitAllInSync(Database database) {
    Await.until(
        "all parts are in sync in " + database,
        () ->
            database.count(
                    "select count(*) from londiste.table_info where local and merge_state is"
                        + " distinct from 'ok'")
                == 0);
  }

  private Node node(String name, Database database, String queue) {
    Node node = Node.of(directory, name, database, queue);
    nodes.add(node);
    return node;
  }

  private static Writer keepWriting(Database database, int shard, int shards) {
    return database
        .keepWriting(
            "insert into orders select (max(id) / %2$d + 1) * %2$d + %1$d, 'new' from orders"
                .formatted(shard, shards),
            "update orders set note = note || '.' where id = %2$d * (1 + :n %% 250) + %1$d"
                .formatted(shard, shards),
            "delete from orders where id = %2$d * (250 + :n %% 50) + %1$d".formatted(shard, shards))
        .unhurried();
  }

  private static List<String> rows(Database database) {
    return database.query("select id, note from orders");
  }
}
