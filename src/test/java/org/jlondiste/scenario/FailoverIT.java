package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jlondiste.error.ExitCode;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.RovingApplication;
import org.jlondiste.support.Rows;
import org.jlondiste.support.Server;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The root dies, a branch takes its place, and the old root comes back. */
class FailoverIT {
  private static final String[] LINES = {
    "local_wm_publish_period = 0.5", "global_wm_publish_period = 0.5", "loop_delay = 0.2"
  };
  private static final List<String> TABLES = RovingApplication.TABLES;

  private final Path directory;
  private final Server mortal = Servers.fresh("9.6");
  private final Database old = mortal.createDatabase("failover");
  private final Database first = Servers.get("15").createDatabase("failover");
  private final Database second = Servers.get("17").createDatabase("failover");
  private final Database end = Servers.get("18").createDatabase("failover");
  private final Node top;
  private final Node left;
  private final Node right;
  private final Node leaf;
  private final List<Node> all;

  FailoverIT(@TempDir Path directory) {
    this.directory = directory;
    top = new Node(directory, "top", old, LINES);
    left = new Node(directory, "left", first, LINES);
    right = new Node(directory, "right", second, LINES);
    leaf = new Node(directory, "end", end, LINES);
    all = List.of(top, left, right, leaf);
  }

  @AfterEach
  void leaveNothingRunning() {
    all.forEach(Node::close);
    mortal.close();
  }

  @Test
  void whatOnlyTheDeadRootHadIsSavedWhenItComesBack() throws IOException {
    given();
    try (RovingApplication application = RovingApplication.start(old, first)) {
      for (String provider : List.of("left", "right")) {
        application.awaitMore(20);
        leaf.does("change-provider", "--provider=" + provider);
      }
      application.awaitMore(20);
      left.does("pause");
      application.awaitMore(20);
      application.stop();
    }
    long handedOut = old.count("select pgq.force_tick('" + Node.QUEUE + "')");
    Await.until("the right branch has all", () -> right.position() >= handedOut);
    right.worker().stop();
    old.run(
        "insert into payments select -i, i, 'lost' from generate_series(1, 7) i",
        "update balances set total = -1 where id = 3",
        "delete from visits where id = 5",
        "select pgq.force_tick('" + Node.QUEUE + "')");
    left.run("takeover", "top", "--dead-root").exitsWith(ExitCode.STATE).saying("node top answers");
    mortal.killHard();
    right.worker().start();

    left.run("takeover", "top", "--dead-root").exitsWith(ExitCode.OK).saying("Node right has more");
    try (RovingApplication application = RovingApplication.start(first)) {
      application.awaitMore(30);
      left.does("status").saying("top (dead)");
      right.does("wait-root");

      mortal.start();
      assertThat(old.count("select count(*) from payments where id < 0")).isEqualTo(7);
      top.does("resurrect")
          .saying("public.payments: 7 inserted, 0 changed, 0 deleted; it will be copied afresh");
      String saved = Files.readString(directory.resolve("resurrect-lost-events.json"));
      assertThat(saved).contains("(-7,7,lost)").contains("(3,-1)");
      top.does("resume");
      top.does("wait-sync");
      application.awaitMore(30);
      application.stop();
      assertSameEverywhere(left);
      all.forEach(node -> application.assertAllIn(node.database()));
    }
    assertThat(first.query("select consumer_name from pgq.get_consumer_info() order by 1"))
        .noneMatch(name -> name.contains("gravestone"));
    left.does("status").saying("top (branch)");

    top.does("takeover", "left", "--all");
    old.run("insert into payments values (-100, 0, 'at home')");
    assertSameEverywhere(top);
    left.does("compare");
    leaf.does("compare");
  }

  private void given() {
    for (Node node : all) {
      RovingApplication.createTables(node.database());
    }
    RovingApplication.prepare(old);
    top.createRoot();
    top.worker().start();
    left.createBranch(top);
    left.worker().start();
    right.createBranch(top);
    right.worker().start();
    leaf.createLeaf(right);
    leaf.worker().start();
    for (Node node : all) {
      node.does("add-table", "--all");
      node.does("add-seq", "--all");
    }
    all.forEach(node -> node.awaitInSync(RovingApplication.TABLES.toArray(String[]::new)));
  }

  private void assertSameEverywhere(Node root) {
    long goal = root.database().count("select pgq.force_tick('" + Node.QUEUE + "')");
    for (Node node : all) {
      if (node != root) {
        Await.until(node.name() + " reaches " + goal, () -> node.position() >= goal);
        Rows.assertSameRows(root.database(), node.database(), TABLES);
      }
    }
  }
}
