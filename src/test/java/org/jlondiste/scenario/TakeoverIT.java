package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.RovingApplication;
import org.jlondiste.support.Rows;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The role of the root goes from node to node while an application writes. */
class TakeoverIT {
  private static final String[] LINES = {
    "local_wm_publish_period = 0.5", "global_wm_publish_period = 0.5", "loop_delay = 0.2"
  };

  private final Database old = Servers.get("9.6").createDatabase("takeover");
  private final Database middle = Servers.get("15").createDatabase("takeover");
  private final Database low = Servers.get("17").createDatabase("takeover");
  private final Database end = Servers.get("18").createDatabase("takeover");
  private final Node top;
  private final Node branch;
  private final Node lower;
  private final Node leaf;
  private final List<Node> all;

  TakeoverIT(@TempDir Path directory) {
    top = new Node(directory, "top", old, LINES);
    branch = new Node(directory, "middle", middle, LINES);
    lower = new Node(directory, "lower", low, LINES);
    leaf = new Node(directory, "end", end, LINES);
    all = List.of(top, branch, lower, leaf);
  }

  @BeforeEach
  void fourNodesInARow() {
    for (Node node : all) {
      RovingApplication.createTables(node.database());
    }
    RovingApplication.prepare(old);
    top.createRoot();
    top.worker().start();
    branch.createBranch(top);
    branch.worker().start();
    lower.createBranch(branch);
    lower.worker().start();
    leaf.createLeaf(lower);
    leaf.worker().start();
    for (Node node : all) {
      node.does("add-table", "--all");
      node.does("add-seq", "--all");
    }
    for (Node node : all) {
      node.awaitInSync(RovingApplication.TABLES.toArray(String[]::new));
    }
  }

  @AfterEach
  void leaveNothingRunning() {
    all.forEach(Node::close);
  }

  @Test
  void toABranchToASubBranchAndBack() {
    try (RovingApplication application = RovingApplication.start(old, middle, low)) {
      application.awaitMore(50);
      branch.does("takeover", "top");
      application.awaitMore(50);
      assertThat(type(old)).isEqualTo("branch|middle");
      assertThat(type(middle)).isEqualTo("root|middle");

      lower.does("takeover", "middle");
      application.awaitMore(50);
      assertThat(type(middle)).isEqualTo("branch|lower");

      top.does("takeover", "lower", "--all");
      application.awaitMore(50);
      assertThat(type(low)).isEqualTo("branch|top");
      assertThat(type(middle)).isEqualTo("branch|top");
      assertThat(type(end)).isEqualTo("leaf|top");
      application.stop();
      assertEverythingEverywhere(top, application);
      assertThat(application.madeOn(middle)).isGreaterThan(40);
      assertThat(application.madeOn(low)).isGreaterThan(40);
    }
    leaf.does("status").saying("top (root)");
    lower.does("compare");
    leaf.does("compare");
  }

  private void assertEverythingEverywhere(Node root, RovingApplication application) {
    long goal = root.database().count("select pgq.force_tick('" + Node.QUEUE + "')");
    for (Node node : all) {
      if (node != root) {
        Await.until(node.name() + " reaches " + goal, () -> node.position() >= goal);
        Rows.assertSameRows(root.database(), node.database(), RovingApplication.TABLES);
      }
      application.assertAllIn(node.database());
    }
  }

  private static String type(Database database) {
    return database.value(
        "select n.node_type || '|' || s.provider_node from pgq_node.node_info n join"
            + " pgq_node.local_state s on s.consumer_name = n.worker_name");
  }
}
