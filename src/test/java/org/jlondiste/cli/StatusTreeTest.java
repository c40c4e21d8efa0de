package org.jlondiste.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jlondiste.model.NodeType;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TableState.Phase;
import org.jlondiste.model.TickId;
import org.jlondiste.operation.NodeStatus;
import org.jlondiste.operation.RotationBlocker;
import org.jlondiste.operation.ShowStatus;
import org.jlondiste.operation.StageReport;
import org.jlondiste.topology.KeptConsumer;
import org.jlondiste.topology.Member;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.TableCounts;
import org.junit.jupiter.api.Test;

class StatusTreeTest {

  @Test
  void aSetIsShownAsLondisteShowsIt() {
    String tree =
        tree(
            node("node1", NodeType.ROOT, "", 50, 0, counts(2, 0)),
            node("node2", NodeType.BRANCH, "node1", 49, 3, counts(1, 1)),
            node("node3", NodeType.BRANCH, "node1", 50, 0, counts(1, 1)),
            node(
                "node4",
                NodeType.BRANCH,
                "node3",
                49,
                3,
                counts(1, 1),
                Map.of("sync_watermark", "node4,node5")),
            node("node5", NodeType.BRANCH, "node3", 50, 0, counts(1, 1)));

    assertThat(tree)
        .isEqualTo(
            """
            node1 (root)
              |                           Tables: 2/0/0
              |                           Lag: 0s, Tick: 50
              +--: node2 (branch)
              |                           Tables: 1/0/1
              |                           Lag: 3s, Tick: 49
              +--: node3 (branch)
                 |                        Tables: 1/0/1
                 |                        Lag: 0s, Tick: 50
                 +--: node4 (branch)
                 |                        Tables: 1/0/1
                 |                        Lag: 3s, Tick: 49
                 |                        Attr: sync_watermark=node4,node5
                 +--: node5 (branch)
                                          Tables: 1/0/1
                                          Lag: 0s, Tick: 50
            """);
  }

  @Test
  void whatIsWrongIsSaid() {
    Member slave = new Member("slave", "service=replica", false);
    KeptConsumer worker =
        new KeptConsumer(
            "w", "master", new TickId(5), true, false, Optional.of("bad luck\nsecond line"));
    NodeStatus status =
        new NodeStatus(
            slave,
            Optional.empty(),
            Optional.of(info("slave", NodeType.LEAF, "master", true, Map.of())),
            Optional.of(false),
            Optional.of(new TableCounts(Map.of(Phase.OK, 1, Phase.IN_COPY, 2), 1, 0)),
            Map.of(new TableName("public", "orders"), "event 7 cannot be applied"),
            Map.of(new TableName("public", "visits"), List.of("public.visits_1")),
            Optional.of("37 active sessions, more than 30; reading 50 % of the time"),
            Optional.of(new RotationBlocker("mailer", Optional.of("worker of node mail"))),
            List.of(
                stages("batches", "last", 12),
                stages("batches", "total", 12),
                stages("catching-up", "last", 61),
                stages("copying", "last", 2)),
            List.of(worker),
            List.of(),
            Optional.of("master"),
            Optional.of(5L),
            Optional.of(Duration.ofSeconds(93_784)),
            Optional.of(1200L));

    String tree = tree(node("master", NodeType.ROOT, "", 9, 1, counts(3, 0)), status);

    assertThat(tree)
        .isEqualTo(
            """
            master (root)
              |                           Tables: 3/0/0
              |                           Lag: 1s, Tick: 9
              +--: slave (leaf, replica)
                                          Tables: 1/2/0, 1 stopped
                                          States: in-copy 2
                                          Lag: 1d2h3m4s, Tick: 5, PAUSED, NOT UPTODATE
                                          Worker: not running
                                          Pending: 1200 events
                                          Old events are kept for consumer mailer (worker of node mail)
                                          Batches: 1200 events/s, busy 60 %: wait 50 %, apply 33 %, commit 17 %
                                          Copying: 1200 rows/s, busy 150 %: wait 20 %, read 40 %, decode 20 %, apply 13 %, commit 7 %
                                          Sparing the provider: 37 active sessions, more than 30; reading 50 % of the time
                                          ERR: table public.orders stopped: event 7 cannot be applied
                                          WARN: table public.visits: partition public.visits_1 detached or dropped on the root, rows still here; detach or drop here, too, or delete them, then 'compare'; or 'resync'
                                          ERR: w: bad luck
            """);
  }

  @Test
  void deadAndUnreachableNodesAreShown() {
    NodeStatus dead = silent("old", true, Optional.empty(), Optional.empty());
    NodeStatus away = silent("slave", false, Optional.of("cannot connect"), Optional.of("master"));

    String tree = tree(node("master", NodeType.ROOT, "", 9, 0, counts(1, 0)), dead, away);

    assertThat(tree)
        .isEqualTo(
            """
            master (root)
              |                           Tables: 1/0/0
              |                           Lag: 0s, Tick: 9
              +--: slave (unreachable)
            |                             Lag: (n/a)
            |                             ERR: cannot connect
            old (dead)
                                          Lag: (n/a), PAUSED, NOT UPTODATE
            """);
  }

  @Test
  void compactMeansOneLinePerNode() {
    ShowStatus.Report report =
        new ShowStatus.Report(
            "q",
            "a",
            List.of(
                node("a", NodeType.ROOT, "", 9, 0, counts(1, 0)),
                node("b", NodeType.LEAF, "a", 9, 0, counts(1, 0))));

    assertThat(printed(report, StatusTree::printCompactTo))
        .isEqualTo(
            "a (root)"
                + " ".repeat(52)
                + "Tables: 1/0/0"
                + " ".repeat(17)
                + "Lag: 0s, Tick: 9\n"
                + "   b (leaf)"
                + " ".repeat(49)
                + "Tables: 1/0/0"
                + " ".repeat(17)
                + "Lag: 0s, Tick: 9\n");
  }

  private static StageReport stages(String work, String span, double age) {
    return new StageReport(work, span, 10, age, 3, 12_000, 9_000, 1, 3, 6, 3, 2, 1);
  }

  private static String tree(NodeStatus... nodes) {
    return printed(new ShowStatus.Report("q", "node1", List.of(nodes)), StatusTree::printTo);
  }

  private static String printed(
      ShowStatus.Report report, BiConsumer<StatusTree, PrintStream> printer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    printer.accept(new StatusTree(report, new StatusLines(false)), out);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static NodeStatus silent(
      String name, boolean dead, Optional<String> failure, Optional<String> provider) {
    return new NodeStatus(
        new Member(name, "host=x", dead),
        failure,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        provider,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static NodeStatus node(
      String name, NodeType type, String provider, long tick, long lag, TableCounts tables) {
    return node(name, type, provider, tick, lag, tables, Map.of());
  }

  private static NodeStatus node(
      String name,
      NodeType type,
      String provider,
      long tick,
      long lag,
      TableCounts tables,
      Map<String, String> attributes) {
    return new NodeStatus(
        new Member(name, "host=x", false),
        Optional.empty(),
        Optional.of(info(name, type, provider, false, attributes)),
        Optional.of(true),
        Optional.of(tables),
        Map.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        provider.isEmpty() ? Optional.empty() : Optional.of(provider),
        Optional.of(tick),
        Optional.of(Duration.ofSeconds(lag)),
        Optional.of(0L));
  }

  private static NodeInfo info(
      String name,
      NodeType type,
      String provider,
      boolean pausedUnseen,
      Map<String, String> attributes) {
    return new NodeInfo(
        "q",
        type,
        name,
        Optional.empty(),
        Optional.empty(),
        provider,
        "",
        Optional.empty(),
        Optional.empty(),
        "w",
        pausedUnseen,
        !pausedUnseen,
        Optional.empty(),
        attributes,
        List.of());
  }

  private static TableCounts counts(int ok, int ignored) {
    return new TableCounts(Map.of(Phase.OK, ok), 0, ignored);
  }
}
