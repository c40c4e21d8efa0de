package org.jlondiste.chance;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jlondiste.error.UserError;
import org.jlondiste.operation.AddTables;
import org.jlondiste.operation.LeftOut;
import org.jlondiste.support.Database;
import org.jlondiste.support.Rows;
import org.jlondiste.support.Server;
import org.jlondiste.worker.Step;
import org.jlondiste.worker.Worker;
import org.jspecify.annotations.Nullable;

/**
 * Tables made up by chance, written to by several clients while they are copied and replicated, and
 * compared in the end.
 *
 * <p>In every other story one thread does everything in turns, so that it goes the same way again;
 * in the others the clients work at once.
 */
final class Story {
  private static final int CLIENTS = 4;
  private static final long DRAIN_SECONDS = 150;

  private final long seed;
  private final Random random;
  private final Nodes nodes;
  private final double sourceVersion;
  private final double targetVersion;
  private final Chronicle chronicle = new Chronicle();
  private final List<Table> tables = new ArrayList<>();
  private @Nullable Worker worker;
  private final Set<String> leftOut = new HashSet<>();
  private boolean added;
  private @Nullable UserError lastError;

  Story(long seed, Server source, Server target) {
    this.seed = seed;
    this.random = new Random(seed);
    this.nodes = new Nodes(source.createDatabase("chance"), target.createDatabase("chance"));
    this.sourceVersion = Double.parseDouble(source.version());
    this.targetVersion = Double.parseDouble(target.version());
  }

  /**
   * Tells it.
   *
   * @return how many statements the clients ran
   */
  long tell(int length) {
    chronicle.note("seed " + seed + ", " + nodes.root() + " to " + nodes.leaf());
    LogNotes notes = LogNotes.into(chronicle);
    try {
      return live(length);
    } catch (SQLException | RuntimeException | AssertionError e) {
      throw new AssertionError(
          "seed "
              + seed
              + ": "
              + e.getMessage()
              + "\nwhat happened is in "
              + chronicle.write(seed)
              + "; again with -Dchance.seed="
              + seed,
          e);
    } finally {
      Worker last = worker;
      if (last != null) {
        last.close();
      }
      notes.close();
    }
  }

  /** Writes down what happened although it ended well. */
  void keep() {
    chronicle.write(seed);
  }

  void dropDatabases() {
    drop(nodes.root());
    drop(nodes.leaf());
  }

  private static void drop(Database database) {
    database.server().database().run("drop database \"" + database.name() + "\"");
  }

  private long live(int length) throws SQLException {
    invent();
    nodes.create();
    boolean atOnce = random.nextBoolean();
    List<Client> clients = new ArrayList<>();
    try {
      for (int i = 1; i <= CLIENTS; i++) {
        clients.add(
            new Client(
                nodes.root(), tables, i, new Random(seed * 31 + i), chronicle, atOnce ? 1000 : 30));
      }
      for (int i = 0; i < length / 10; i++) {
        clients.get(0).act();
      }
      clients.get(0).finish();
      endAllPrepared();
      addOnRoot();
      if (atOnce) {
        writeAtOnce(clients, length);
      } else {
        takeTurns(clients, length);
      }
      for (Client client : clients) {
        client.finish();
      }
    } finally {
      for (Client client : clients) {
        client.close();
      }
    }
    endAllPrepared();
    if (!added) {
      addOnLeaf();
    }
    drain();
    assertThat(nodes.leaf().query("select * from jlondiste.stopped_table")).isEmpty();
    for (Table table : replicated()) {
      Rows.assertSameRows(nodes.root(), nodes.leaf(), table.viewName());
    }
    return clients.stream().mapToLong(Client::statements).sum();
  }

  private void invent() {
    if (sourceVersion < 9) {
      nodes.root().run("create language plpgsql");
    }
    if (targetVersion < 9) {
      nodes.leaf().run("create language plpgsql");
    }
    build(nodes.root(), List.of(Kind.PRELUDE));
    build(nodes.leaf(), List.of(Kind.PRELUDE));
    build(nodes.root(), List.of("create schema \"some schema\""));
    build(nodes.leaf(), List.of("create schema \"some schema\""));
    int count = 1 + random.nextInt(6);
    for (int i = 1; i <= count; i++) {
      Table table = Table.any(i, sourceVersion, targetVersion, random);
      tables.add(table);
      build(nodes.root(), table.onSource(random));
      build(nodes.leaf(), table.onTarget(targetVersion, random));
    }
    build(nodes.root(), Entanglement.of(tables, sourceVersion, random));
    if (targetVersion >= 10 && random.nextBoolean()) {
      for (Table table : tables) {
        build(nodes.leaf(), Mood.of(table));
      }
    }
  }

  private void build(Database database, List<String> statements) {
    for (String statement : statements) {
      chronicle.note(database.name() + ": " + statement);
    }
    database.run(statements.toArray(String[]::new));
  }

  private void addOnRoot() {
    chronicle.note("add-table on the root");
    assertAdded(nodes.addAll(nodes.root()));
  }

  private void addOnLeaf() {
    chronicle.note("add-table on the leaf");
    assertAdded(nodes.addAll(nodes.leaf()));
    added = true;
  }

  /** All can be added but those whose values one of the servers does not know. */
  private void assertAdded(AddTables.Report report) {
    for (LeftOut left : report.leftOut()) {
      if (left.reason().contains("takes no value of type")
          || left.reason().contains("cannot read every value of type")) {
        chronicle.note("left out: " + left);
        leftOut.add(left.name().raw());
      }
    }
    assertThat(report.added().stream().map(Object::toString))
        .as("added, left out: %s", report.leftOut())
        .hasSameSizeAs(replicated());
  }

  private List<Table> replicated() {
    return tables.stream().filter(table -> !leftOut.contains(table.globalName())).toList();
  }

  private void takeTurns(List<Client> clients, int length) throws SQLException {
    for (int i = 0; i < length; i++) {
      int choice = random.nextInt(100);
      if (choice < 75) {
        clients.get(random.nextInt(clients.size())).act();
      } else {
        tend(choice);
      }
    }
  }

  private void writeAtOnce(List<Client> clients, int length) {
    ExecutorService threads = Executors.newCachedThreadPool();
    CountDownLatch working = new CountDownLatch(clients.size());
    AtomicBoolean broken = new AtomicBoolean();
    List<Future<?>> writers = new ArrayList<>();
    for (Client client : clients) {
      writers.add(
          threads.submit(
              () -> {
                try {
                  for (int i = 0; i < length / CLIENTS && !broken.get(); i++) {
                    client.act();
                  }
                  client.finish();
                  return null;
                } catch (SQLException | RuntimeException | AssertionError e) {
                  broken.set(true);
                  throw e;
                } finally {
                  working.countDown();
                }
              }));
    }
    try {
      while (!working.await(1, TimeUnit.MILLISECONDS)) {
        tend(75 + random.nextInt(25));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new AssertionError(cause.getMessage(), cause);
    } finally {
      broken.set(true);
      threads.shutdown();
    }
  }

  /** Does one of the things that happen beside the application. */
  private void tend(int choice) {
    if (choice < 83) {
      nodes.tick();
    } else if (choice < 94) {
      step();
    } else if (choice == 94) {
      endPrepared();
    } else if (choice == 95) {
      nodes.rotate();
    } else if (choice == 96) {
      if (!added && random.nextInt(2) == 0) {
        addOnLeaf();
      } else if (added && random.nextInt(4) == 0) {
        String table = tables.get(random.nextInt(tables.size())).globalName();
        if (!leftOut.contains(table)) {
          chronicle.note("resync of " + table);
          nodes.resync(table);
        }
      }
    } else if (choice == 97 && random.nextBoolean()) {
      newWorker();
    } else if (choice == 98) {
      kill();
    } else {
      worker().configure(Nodes.options(random));
    }
  }

  private Worker worker() {
    Worker current = worker;
    if (current == null) {
      current = nodes.worker(random);
      worker = current;
    }
    return current;
  }

  /** The worker's process ends and another one begins. */
  private void newWorker() {
    Worker current = worker;
    worker = null;
    if (current != null) {
      chronicle.note("the worker ends");
      current.close();
    }
  }

  private Step step() {
    try {
      Step step = worker().step();
      if (step == Step.WORKED) {
        chronicle.note("the worker worked");
      }
      return step;
    } catch (UserError e) {
      chronicle.note("the worker complains: " + e.problem());
      lastError = e;
      worker().disconnect();
      return Step.IDLE;
    }
  }

  private void kill() {
    if (sourceVersion < 9 || targetVersion < 9) {
      newWorker();
      return;
    }
    chronicle.note("sessions are ended");
    long wait = random.nextInt(20_000_000);
    Random own = new Random(random.nextLong());
    Thread killer =
        new Thread(
            () -> {
              LockSupport.parkNanos(wait);
              nodes.killSessions(own);
            });
    killer.start();
    step();
    try {
      killer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Commits or rolls back a prepared transaction. */
  private boolean endPrepared() {
    String name = chronicle.nextPrepared();
    if (name == null) {
      return false;
    }
    String sql = (random.nextInt(4) == 0 ? "rollback" : "commit") + " prepared '" + name + "'";
    chronicle.note(0, sql, null);
    nodes.root().run(sql);
    return true;
  }

  private void endAllPrepared() {
    for (boolean more = true; more; ) {
      more = endPrepared();
    }
  }

  private void drain() {
    chronicle.note("the end: waiting for all to arrive");
    long goal = nodes.tick();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS);
    long copied = 0;
    while (nodes.position() < goal || !allOk()) {
      Step step = step();
      long chunks =
          nodes
              .leaf()
              .count("select count(*) from jlondiste.copy_chunk where copied_at is not null");
      if (chunks > copied) {
        // a copy of a row at a time may take long on a busy machine
        end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS);
      }
      copied = chunks;
      if (step != Step.WORKED) {
        nodes.tick();
        LockSupport.parkNanos(5_000_000);
      }
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "not all arrived: position "
                + nodes.position()
                + " of "
                + goal
                + ", "
                + nodes.leaf().query("select table_name, merge_state from londiste.table_info")
                + ", "
                + nodes.leaf().query("select * from jlondiste.stopped_table")
                + ", "
                + nodes.leaf().query("select consumer_name, cur_error from pgq_node.local_state")
                + ", last complaint: "
                + (lastError == null ? "none" : lastError.problem()));
      }
    }
  }

  private boolean allOk() {
    return nodes
            .leaf()
            .count(
                "select count(*) from londiste.table_info where local and merge_state is distinct from 'ok'")
        == 0;
  }
}
