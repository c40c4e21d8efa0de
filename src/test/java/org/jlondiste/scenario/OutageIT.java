package org.jlondiste.scenario;

import java.nio.file.Path;
import org.jlondiste.support.Database;
import org.jlondiste.support.Server;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Writer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers stop, crash and come back: the leaf always catches up, and nobody has to help. */
class OutageIT {
  private final Server provider = Servers.fresh("9.6");
  private final Server target = Servers.fresh("18");
  private final Database old = provider.createDatabase("outage");
  private final Database young = target.createDatabase("outage");
  private final TwoNodes nodes;

  OutageIT(@TempDir Path directory) {
    nodes = TwoNodes.in(directory, old, young, "copy_chunk_rows = 1000");
  }

  @AfterEach
  void leaveNothingRunning() {
    nodes.close();
    provider.close();
    target.close();
  }

  @Test
  void serversComeAndGo() {
    Sales.open(nodes);
    try (Writer writer = Sales.keepWriting(old)) {
      writer.awaitMore(50);
      target.stop();
      writer.awaitMore(50);
      target.start();
      nodes.awaitArrival();

      provider.stop();
      provider.start();
      writer.awaitMore(50);
      nodes.awaitArrival();

      target.killHard();
      target.start();
      provider.killHard();
      provider.start();
      writer.awaitMore(50);
      nodes.awaitArrival();

      nodes.leaf().does("resync", "orders");
      target.stop();
      target.start();
      nodes.leaf().awaitInSync("orders");
      writer.awaitMore(20).stop();
    }
    nodes.assertSameRows(Sales.TABLES);
    nodes.assertNoConsumersLeftBehind();
  }
}
