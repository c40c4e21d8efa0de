package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jlondiste.support.Await;
import org.jlondiste.support.Background;
import org.jlondiste.support.Database;
import org.jlondiste.support.Server;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Tool;
import org.jlondiste.support.Writer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers go away and come back, workers rest and return: the leaf always catches up. */
class OutageIT {
  private final Path directory;
  private final Server provider = Servers.fresh("9.6");
  private final Server target = Servers.fresh("18");
  private final Database old = provider.createDatabase("outage");
  private final Database young = target.createDatabase("outage");
  private final TwoNodes nodes;

  OutageIT(@TempDir Path directory) {
    this.directory = directory;
    nodes = TwoNodes.in(directory, old, young, "copy_chunk_rows = 1000");
  }

  @BeforeEach
  void twoTablesInSync() {
    nodes.run(
        "create table orders (id int primary key, note text)",
        "create table visits (id int, note text)");
    old.run("insert into orders select i, 'order ' || i from generate_series(1, 5000) i");
    nodes.replicate("orders", "visits");
  }

  @AfterEach
  void leaveNothingRunning() {
    nodes.close();
    provider.close();
    target.close();
  }

  @Test
  void serversComeAndGo() {
    try (Writer writer = write()) {
      writer.awaitMore(50);
      target.stop();
      writer.awaitMore(50);
      target.start();
      awaitAllSeen();

      provider.stop();
      provider.start();
      writer.awaitMore(50);
      awaitAllSeen();

      target.killHard();
      target.start();
      provider.killHard();
      provider.start();
      writer.awaitMore(50);
      awaitAllSeen();

      nodes.leaf().does("resync", "orders");
      target.stop();
      target.start();
      nodes.leaf().awaitInSync("orders");
      writer.awaitMore(20).stop();
    }
    nodes.assertSameRows("orders", "visits");
    nodes.assertNoConsumersLeftBehind();
  }

  @Test
  void workersRestAndReturn() {
    try (Writer writer = write()) {
      Daemon worker = nodes.leaf().worker();
      worker.stop();
      old.run("insert into visits select i, 'bulk' from generate_series(1, 30000) i");
      writer.awaitMore(200);
      worker.start();
      awaitAllSeen();

      nodes.leaf().does("pause");
      nodes.leaf().does("status").saying("PAUSED");
      String seen = position();
      writer.awaitMore(100);
      assertThat(position()).isEqualTo(seen);
      nodes.leaf().does("resume");
      awaitAllSeen();

      for (int round = 0; round < 3; round++) {
        nodes.leaf().does("resync", "--all");
        writer.awaitMore(20);
      }
      nodes.leaf().does("wait-sync");
      writer.awaitMore(20).stop();
    }
    nodes.assertSameRows("orders", "visits");
    nodes.assertNoConsumersLeftBehind();
  }

  @Test
  void aStandbyTakesOver() {
    try (Writer writer = write();
        Background standby =
            Tool.in(directory)
                .start("slave.ini", "worker", "--set", "pidfile=", "--set", "logfile=")) {
      standby.awaitOutput("waiting as a standby");
      writer.awaitMore(50);
      awaitAllSeen();

      nodes.leaf().worker().killHard();
      writer.awaitMore(50);
      awaitAllSeen();
      assertThat(standby.isRunning()).isTrue();
      assertThat(standby.output()).contains("{count: ");

      nodes.leaf().worker().start();
      nodes.leaf().worker().awaitLogged("waiting as a standby");
      assertThat(standby.stop().exitCode()).isZero();
      writer.awaitMore(20).stop();
    }
    nodes.assertSameRows("orders", "visits");
  }

  private Writer write() {
    return old.keepWriting(
            "insert into orders values (1000000 + :n, 'new')",
            "insert into visits values (:n % 100, 'visit ' || :n)",
            "update orders set note = 'changed in ' || :n where id = 1 + :n % 5000",
            "delete from visits where id = (:n + 50) % 100 and note <> 'bulk'")
        .survivingOutages()
        .unhurried();
  }

  /** Waits until the leaf has what was written before. */
  private void awaitAllSeen() {
    long last = old.count("select max(id) from orders");
    Await.until(
        "order " + last + " is on the leaf",
        () -> young.count("select count(*) from orders where id = " + last) == 1);
  }

  private String position() {
    return young.value(
        "select last_tick_id from pgq_node.local_state where consumer_name = 'slave'");
  }
}
