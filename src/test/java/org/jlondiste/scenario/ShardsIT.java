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
    assertThat(
            merged.value(
                "select provider_node from pgq_node.local_state where queue_name = 'east'"))
        .isEqualTo("east_spare");
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
