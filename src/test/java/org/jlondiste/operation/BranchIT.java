package org.jlondiste.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.jlondiste.model.NodeType;
import org.jlondiste.support.Await;
import org.jlondiste.support.Rows;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Writer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a branch is for the nodes behind it: a queue that keeps, and now and then a detour. */
class BranchIT {
  private final Place root = new Place(Servers.get("9.6").createDatabase("root"), "master");
  private final Place branch = new Place(Servers.get("15").createDatabase("branch"), "middle");
  private final Place leaf = new Place(Servers.get("18").createDatabase("leaf"), "slave");
  private Workers workers = Workers.of();

  @AfterEach
  void endWorkers() {
    workers.close();
  }

  @Test
  void aTableThatTheBranchLacksIsCopiedFromHigherUp() {
    root.createRoot();
    branch.createBranch(root);
    leaf.createLeaf(branch);
    for (Place place : List.of(root, leaf)) {
      place.database().run("create table orders (id int primary key, note text)");
    }
    root.database().run("insert into orders select i, 'old' from generate_series(1, 2000) i");
    root.addTables();
    workers = Workers.of(root, branch, leaf);

    try (Writer writer =
        root.database()
            .keepWriting(
                "insert into orders values (10000 + :n, 'new')",
                "update orders set note = 'changed ' || :n where id = 1 + :n % 2000")
            .unhurried()) {
      Await.until("the branch has heard of it", () -> !branch.tableInfo().isEmpty());
      leaf.addTables(Place.tables(findingCopyNode(), Optional.empty(), "orders"));
      workers.awaitSync(leaf);
      writer.awaitMore(20).stop();
    }

    awaitArrival();
    Rows.assertSameRows(root.database(), leaf.database(), "orders");
    assertThat(
            root.database().query("select consumer_name from pgq.get_consumer_info() order by 1"))
        .containsExactly(".global_watermark", ".middle.watermark", "middle_worker");
  }

  @Test
  void aBranchWithAWatermarkOfItsOwnLetsTheRootForget() {
    root.createRoot();
    CreateNode.Request plain = branch.request(NodeType.BRANCH, Optional.of(root.location()));
    branch.create(
        new CreateNode.Request(
            plain.type(),
            plain.name(),
            plain.worker(),
            plain.connectString(),
            plain.location(),
            plain.provider(),
            plain.combinedQueue(),
            List.of("slave"),
            true,
            plain.filter()));
    leaf.createLeaf(branch);
    long start = position(leaf);
    workers = Workers.of(root, branch);
    Await.until("the branch gets on", () -> position(branch) > start + 3);

    Await.until(
        "the root need not keep what only the leaf lacks",
        () -> watermark(root, ".middle.watermark") > start + 1);
    assertThat(watermark(branch, ".global_watermark")).isLessThanOrEqualTo(start);
    assertThat(watermark(branch, "slave_worker")).isEqualTo(start);

    LiveWorker late = LiveWorker.of(leaf);
    Await.until("the branch forgets, too", () -> watermark(branch, ".global_watermark") > start);
    late.stop();
    late.throwFailure();
  }

  private static long watermark(Place place, String consumer) {
    return place
        .database()
        .count(
            "select last_tick from pgq.get_consumer_info() where consumer_name = '"
                + consumer
                + "'");
  }

  private static long position(Place place) {
    return place
        .database()
        .count(
            "select last_tick_id from pgq_node.local_state where consumer_name = '"
                + place.node()
                + "_worker'");
  }

  private void awaitArrival() {
    long goal = root.database().count("select pgq.force_tick('replika')");
    Await.until("the leaf has all", () -> position(leaf) >= goal);
  }

  private static TableSettings findingCopyNode() {
    TableSettings plain = TableSettings.PLAIN;
    return new TableSettings(
        plain.destination(),
        plain.expectSync(),
        plain.skipTruncate(),
        plain.noTriggers(),
        plain.triggerFlags(),
        plain.triggerArguments(),
        plain.handler(),
        Optional.empty(),
        true,
        plain.mergeAll(),
        plain.noMerge(),
        plain.copyCondition(),
        plain.maxParallelCopy());
  }
}
