package org.jlondiste.scenario;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.jlondiste.error.ExitCode;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Tool;
import org.jlondiste.support.Writer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is killed and whenever: nothing is lost, nothing comes twice. */
class KillIT {
  private static final String STRUCTURE =
      "select conrelid::regclass::text, pg_get_constraintdef(oid) from pg_constraint where contype"
          + " in ('p', 'u', 'f') and connamespace = 'public'::regnamespace order by 1, 2";

  private static final int KILLS = 24;
  private static final Duration LONGEST_LIFE = Duration.ofMillis(1200);

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Database old = Servers.get("9.6").createDatabase("killed");
  private final Database young = Servers.get("18").createDatabase("killed");
  private final Node master;
  private final Node slave;
  private final Daemon ticker;

  KillIT(@TempDir Path directory) throws Exception {
    master = new Node(directory, "master", old, "ticker_period = 0");
    slave =
        new Node(
            directory,
            "slave",
            young,
            "copy_chunk_rows = 500",
            "parallel_copies = 2",
            "threaded_copy_tables = public.orders",
            "threaded_copy_pool_size = 2",
            "batch_max_events = 200");
    ticker = new Daemon(Tool.in(directory).calledAs("pgqd"), directory, "ticker");
    Files.writeString(
        directory.resolve("ticker.ini"),
        """
        [pgqd]
        base_connstr = host=%s port=%d user=postgres
        database_list = %s
        ticker_period = 0.05
        logfile = ticker.log
        pidfile = ticker.pid
        """
            .formatted(old.server().host(), old.server().port(), old.name()));
  }

  @AfterEach
  void leaveNothingRunning() {
    ticker.close();
    slave.close();
    master.close();
  }

  @Test
  void nothingIsLostAndNothingComesTwice() {
    System.out.println("KillIT: -Dseed=" + seed);
    for (Database database : List.of(old, young)) {
      database.run(
          "create table orders (id int primary key, note text unique)",
          "create table visits (id int, note text)",
          "create table customers (id int primary key, note text)",
          "create table invoices (id int primary key, note text references orders (note))");
    }
    old.run(
        "insert into orders select i, 'order ' || i from generate_series(1, 20000) i",
        "insert into visits select i, 'visit ' || i % 10 from generate_series(1, 3000) i",
        "insert into customers select i, 'customer' from generate_series(1, 3000) i",
        "insert into invoices select i, 'order ' || i from generate_series(1, 300) i");

    try (Writer writer =
        old.keepWriting(
                "insert into orders values (1000000 + :n, 'new ' || :n)",
                "insert into visits values (:n % 100, 'visit ' || :n % 10)",
                "update orders set note = 'again ' || :n where id = 1000 + :n % 15000",
                "insert into invoices values (1000000 + :n, 'new ' || :n)",
                "update customers set note = note || '.' where id = 1 + :n % 50",
                "delete from visits where id = :n % 70")
            .unhurried()) {
      ticker.start();
      master.createRoot();
      master.worker().start();
      slave.createLeaf(master);
      slave.worker().start();
      master.does("add-table", "--all");
      slave.does("add-table", "--all");

      for (int kill = 1; kill <= KILLS; kill++) {
        live();
        Daemon victim = kill % 6 == 0 ? ticker : kill % 8 == 1 ? master.worker() : slave.worker();
        victim.killHard();
        victim.start().saying("Ignoring stale pidfile");
        if (kill % 7 == 0) {
          slave.does("resync", kill % 2 == 0 ? "orders" : "visits");
        }
      }
      slave.does("wait-sync");
      writer.awaitMore(20).stop();
    }
    slave.does("wait-root");

    TwoNodes nodes = TwoNodes.of(master, slave);
    nodes.assertSameRows("orders", "visits", "customers", "invoices");
    nodes.assertNoConsumersLeftBehind();
    slave.does("compare").exitsWith(ExitCode.OK);
    Await.until(
        "keys, indexes and foreign keys are back",
        () -> young.query(STRUCTURE).equals(old.query(STRUCTURE)));
  }

  /** Lets the processes work for a moment; where it ends, is left to chance on purpose. */
  private void live() {
    LockSupport.parkNanos((long) (random.nextDouble() * LONGEST_LIFE.toNanos()));
  }
}
