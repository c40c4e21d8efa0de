package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.jlondiste.support.Database;
import org.jlondiste.support.Server;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Writer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever dies along a chain: each event is once in the branch's queue, and all rows arrive. */
class CascadeKillIT {
  private static final int KILLS = Integer.getInteger("kills", 6);
  private static final Duration LONGEST_LIFE = Duration.ofMillis(900);

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Server provider = Servers.fresh("9.6");
  private final Server relay = Servers.fresh("17");
  private final Database old = provider.createDatabase("relayed");
  private final Database middle = relay.createDatabase("relayed");
  private final Database young = Servers.get("18").createDatabase("relayed");
  private final Chain chain;

  CascadeKillIT(@TempDir Path directory) {
    chain = Chain.in(directory, old, middle, young);
  }

  @AfterEach
  void leaveNothingRunning() {
    chain.close();
    provider.close();
    relay.close();
  }

  @Test
  void eachEventIsRelayedOnce() {
    System.out.println("CascadeKillIT: -Dseed=" + seed);
    chain.run(Sales.SCHEMA);
    old.run("insert into orders select i, 'order ' || i from generate_series(1, 5000) i");
    chain.create();
    try (Writer writer = Sales.keepWriting(old)) {
      for (Node node : chain.nodes()) {
        node.does("add-table", "--all");
      }
      for (int kill = 1; kill <= KILLS; kill++) {
        LockSupport.parkNanos((long) (random.nextDouble() * LONGEST_LIFE.toNanos()));
        Node victim = kill % 3 == 0 ? chain.leaf() : chain.branch();
        victim.worker().killHard();
        if (kill == 3) {
          relay.killHard();
          relay.start();
        }
        victim.worker().start();
        if (kill == 2 || kill == 4) {
          // the copy for the leaf reads what the branch is about to empty
          String table = kill == 2 ? "orders" : "visits";
          chain.leaf().does("resync", table);
          chain.branch().does("resync", table);
        }
        if (kill == 5) {
          provider.killHard();
          provider.start();
          relay.stop();
          relay.start();
        }
      }
      chain.leaf().awaitInSync(Sales.TABLES);
      chain.branch().awaitInSync(Sales.TABLES);
      diedBeforeItsBatchWasFinished();
      diedBetweenEventsAndTick();
      writer.awaitMore(20).stop();
    }
    chain.assertSameRows(Sales.TABLES);
    chain.assertSameQueue();
    assertThat(middle.query("select consumer_name from pgq.get_consumer_info() order by 1"))
        .as("consumers that a dead copy left behind")
        .containsExactly(".end.watermark", ".global_watermark", "end");
  }

  /** The last batch is offered again, although its rows and its tick are here. */
  private void diedBeforeItsBatchWasFinished() {
    for (Node node : new Node[] {chain.branch(), chain.leaf()}) {
      Database source = node == chain.branch() ? old : middle;
      node.worker().stop();
      source.run(
          "update pgq.subscription set sub_batch = null, sub_next_tick = null, sub_last_tick ="
              + " (select max(tick_id) from pgq.tick where tick_id < "
              + node.position()
              + ") where sub_consumer = (select co_id from pgq.consumer where co_name = '"
              + node.name()
              + "')");
      node.worker().start();
    }
    chain.awaitArrival();
  }

  /**
   * Londiste's worker writes the tick after the events; ours, started after it, makes up for it.
   */
  private void diedBetweenEventsAndTick() {
    chain.branch().worker().stop();
    chain.leaf().worker().stop();
    long completed = chain.branch().position();
    middle.run(
        "update pgq.subscription set sub_batch = null, sub_next_tick = null, sub_last_tick ="
            + " (select max(tick_id) from pgq.tick where tick_id < "
            + completed
            + ") where sub_last_tick >= "
            + completed,
        "delete from pgq.tick where tick_id >= " + completed,
        "insert into jlondiste.meeting values ('"
            + Node.QUEUE
            + "', "
            + completed
            + ", now() + interval '1 second')");
    chain.leaf().worker().start();
    chain.branch().worker().start();
    chain.awaitArrival();
  }
}
