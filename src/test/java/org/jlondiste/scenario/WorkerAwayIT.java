package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jlondiste.error.ExitCode;
import org.jlondiste.support.Background;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Tool;
import org.jlondiste.support.Writer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers rest, are replaced and return; the application notices nothing of it. */
class WorkerAwayIT {
  private final Path directory;
  private final Database old = Servers.get("9.6").createDatabase("away");
  private final Database young = Servers.get("18").createDatabase("away");
  private final TwoNodes nodes;

  WorkerAwayIT(@TempDir Path directory) {
    this.directory = directory;
    nodes = TwoNodes.in(directory, old, young, "copy_chunk_rows = 1000");
  }

  @BeforeEach
  void twoTablesInSync() {
    Sales.open(nodes);
  }

  @AfterEach
  void leaveNothingRunning() {
    nodes.close();
  }

  @Test
  void aWorkerRestsAndReturns() {
    try (Writer writer = Sales.keepWriting(old)) {
      nodes.leaf().worker().stop();
      old.run("insert into visits select i, 'bulk' from generate_series(1, 30000) i");
      writer.awaitMore(200);
      nodes.leaf().worker().start();
      nodes.awaitArrival();

      nodes.leaf().does("pause");
      nodes.leaf().does("status").saying("PAUSED");
      long seen = nodes.leaf().position();
      writer.awaitMore(100);
      assertThat(nodes.leaf().position()).isEqualTo(seen);
      nodes.leaf().does("resume");
      nodes.awaitArrival();
      writer.stop();
    }
    nodes.assertSameRows(Sales.TABLES);
  }

  @Test
  void tablesAreCopiedAfreshAgainAndAgain() {
    try (Writer writer = Sales.keepWriting(old)) {
      for (int round = 0; round < 3; round++) {
        nodes.leaf().does("resync", "--all");
        writer.awaitMore(20);
      }
      nodes.leaf().does("wait-sync");
      writer.awaitMore(20).stop();
    }
    nodes.assertSameRows(Sales.TABLES);
    nodes.assertNoConsumersLeftBehind();
    assertThat(nodes.leaf().worker().logged()).doesNotContain("ERROR");
  }

  @Test
  void aStandbyTakesOver() {
    try (Writer writer = Sales.keepWriting(old);
        Background standby =
            Tool.in(directory)
                .start("slave.ini", "worker", "--set", "pidfile=", "--set", "logfile=")) {
      standby.awaitOutput("waiting as a standby");
      writer.awaitMore(50);
      nodes.awaitArrival();

      nodes.leaf().worker().killHard();
      writer.awaitMore(50);
      nodes.awaitArrival();
      assertThat(standby.isRunning()).isTrue();
      assertThat(standby.output()).contains("{count: ");
      nodes.leaf().does("resync", "orders");
      nodes.leaf().does("wait-sync");

      nodes.leaf().worker().start();
      nodes.leaf().worker().awaitLogged("waiting as a standby");
      standby.stop().exitsWith(ExitCode.OK);
      writer.awaitMore(20).stop();
    }
    nodes.assertSameRows(Sales.TABLES);
  }

  @Test
  void aLostPositionIsFoundAgain() {
    try (Writer writer = Sales.keepWriting(old)) {
      writer.awaitMore(20);
      nodes.leaf().does("wait-root");
      assertThat(
              nodes
                  .leaf()
                  .run("worker", "--rewind", "--set", "pidfile=")
                  .exitsWith(ExitCode.STATE)
                  .err())
          .contains("is running");
      nodes.leaf().worker().stop();
      writer.awaitMore(20);
      // as after the node's database came back from a backup
      long ahead = old.count("select pgq.force_tick('" + Node.QUEUE + "')");
      old.count("select pgq.register_consumer_at('" + Node.QUEUE + "', 'slave', " + ahead + ")");

      nodes.leaf().does("worker", "--rewind");
      nodes.leaf().does("worker", "--reset");
      nodes.leaf().worker().start();
      writer.awaitMore(20).stop();
    }
    nodes.assertSameRows(Sales.TABLES);
    assertThat(nodes.leaf().worker().logged()).doesNotContain("lost position");
  }

  @Test
  void aPositionOnlyTheProviderKnowsIsTaken() {
    nodes.leaf().worker().stop();
    long skipped = old.count("select pgq.force_tick('" + Node.QUEUE + "')");
    old.count("select pgq.force_tick('" + Node.QUEUE + "')");
    old.count("select pgq.register_consumer_at('" + Node.QUEUE + "', 'slave', " + skipped + ")");

    assertThat(nodes.leaf().run("worker", "--reset").exitsWith(ExitCode.OK).err())
        .contains("Going on at tick " + skipped);
    nodes.leaf().worker().start();
    nodes.awaitArrival();
    nodes.assertSameRows(Sales.TABLES);
  }
}
