package org.jlondiste.chance;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jlondiste.operation.AddTables;
import org.jlondiste.operation.LeftOut;
import org.jlondiste.support.Database;
import org.jlondiste.support.Rows;
import org.jlondiste.support.Server;
import org.jlondiste.worker.Step;

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

  /** A story ends within minutes, on a busy machine, too. */
  private static final Duration LIMIT = Duration.ofMinutes(15);

  private final long seed;
  private final Manner manner;
  private final Random random;
  private final Chronicle chronicle = new Chronicle();
  private final Nodes nodes;
  private final double sourceVersion;
  private final double oldestTarget;
  private final List<Table> tables = new ArrayList<>();
  private final boolean atOnce;
  private final Patience patience = new Patience(Duration.ofSeconds(5));
  private final List<Client> clients = new ArrayList<>();
  private Alterations alterations;

  /**
   * @param servers of the root and of the nodes that follow it, one behind the other
   */
  Story(long seed, List<Server> servers, Manner manner) {
    this.seed = seed;
    this.manner = manner;
    this.random = new Random(seed);
    List<Follower> followers = new ArrayList<>();
    for (int i = 1; i < servers.size(); i++) {
      String name = i == servers.size() - 1 ? "leaf" : "branch";
      followers.add(new Follower(name, servers.get(i).createDatabase("chance"), chronicle, manner));
    }
    this.nodes = new Nodes(servers.get(0).createDatabase("chance"), followers);
    this.sourceVersion = Double.parseDouble(servers.get(0).version());
    this.oldestTarget = followers.stream().mapToDouble(Follower::version).min().orElseThrow();
    this.atOnce = random.nextBoolean();
    this.alterations = alterations(List.of());
  }

  /**
   * Tells it.
   *
   * @return how many statements the clients ran
   */
  long tell(int length) {
    chronicle.note("seed " + seed + ", " + nodes);
    LogNotes notes = LogNotes.into(chronicle);
    Deadline deadline = Deadline.in(LIMIT, nodes, chronicle);
    try {
      long told = live(length);
      assertThat(deadline.isPassed()).as("took longer than " + LIMIT).isFalse();
      return told;
    } catch (SQLException | RuntimeException | AssertionError e) {
      throw new AssertionError(
          "seed "
              + seed
              + ", length "
              + length
              + ": "
              + e.getMessage()
              + "\nwhat happened is in "
              + chronicle.write(seed)
              + "; again with -Dchance.seed="
              + seed
              + " -Dchance.length="
              + length,
          e);
    } finally {
      deadline.close();
      patience.close();
      nodes.followers().forEach(Follower::endWorker);
      notes.close();
    }
  }

  /** Writes down what happened although it ended well. */
  void keep() {
    chronicle.write(seed);
  }

  /** How many statements the targets refused because of their mood. */
  long refusals() {
    return nodes.followers().stream()
        .filter(follower -> follower.version() >= 10)
        .mapToLong(follower -> Mood.refusals(follower.database()))
        .sum();
  }

  void dropDatabases() {
    drop(nodes.root());
    nodes.followers().forEach(follower -> drop(follower.database()));
  }

  private static void drop(Database database) {
    database.server().database().run("drop database \"" + database.name() + "\"");
  }

  private long live(int length) throws SQLException {
    invent();
    nodes.create();
    try {
      for (int i = 1; i <= CLIENTS; i++) {
        clients.add(
            new Client(
                nodes.root(), tables, i, new Random(seed * 31 + i), chronicle, patienceMillis()));
      }
      for (int i = 0; i < length / 10; i++) {
        clients.get(0).act();
      }
      clients.get(0).finish();
      endAllPrepared();
      addOnRoot();
      if (manner.early()) {
        nodes.followers().forEach(this::addOn);
        awaitAll(false);
      }
      if (atOnce) {
        writeAtOnce(length);
      } else {
        takeTurns(length);
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
    nodes.followers().stream().filter(follower -> !follower.hasTables()).forEach(this::addOn);
    drain(true);
    if (resyncStopped()) {
      drain(false);
    }
    for (Follower follower : nodes.followers()) {
      assertThat(follower.stopped()).as("stopped on the %s", follower.name()).isEmpty();
      for (Table table : replicated(follower)) {
        Rows.assertSameRows(nodes.root(), follower.database(), table.viewName());
        assertSameExtras(follower, table);
      }
    }
    return clients.stream().mapToLong(Client::statements).sum();
  }

  private int patienceMillis() {
    return atOnce ? 1000 : 30;
  }

  private void assertSameExtras(Follower follower, Table table) {
    if (!table.extras().isEmpty()) {
      for (Database database : List.of(nodes.root(), follower.database())) {
        database.run("drop view if exists " + table.viewName() + "_extras", table.extrasView());
      }
      Rows.assertSameRows(nodes.root(), follower.database(), table.viewName() + "_extras");
    }
  }

  private void invent() {
    List<Database> all = new ArrayList<>(List.of(nodes.root()));
    nodes.followers().forEach(follower -> all.add(follower.database()));
    for (Database database : all) {
      if (Double.parseDouble(database.server().version()) < 9) {
        database.run("create language plpgsql");
      }
      build(database, List.of(Kind.PRELUDE));
      build(database, List.of("create schema \"some schema\""));
    }
    int count = 1 + random.nextInt(6);
    List<Table> alterable = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      Table table = Table.any(i, sourceVersion, oldestTarget, random);
      tables.add(table);
      boolean mother = table.canHaveChildren() && random.nextInt(6) == 0;
      create(table, mother);
      if (mother) {
        Table child = table.child(100 + i, random);
        tables.add(child);
        create(child, false);
      } else {
        alterable.add(table);
      }
    }
    build(nodes.root(), Entanglement.of(tables, sourceVersion, random));
    boolean moody = random.nextBoolean() || manner.foul();
    for (Follower follower : nodes.followers()) {
      if (follower.version() >= 10 && moody) {
        build(follower.database(), List.of(Mood.COUNTER));
        for (Table table : tables) {
          build(follower.database(), Mood.of(table, manner.foul()));
        }
      }
    }
    alterations = alterations(random.nextBoolean() ? alterable : List.of());
  }

  private Alterations alterations(List<Table> alterable) {
    return new Alterations(
        nodes,
        alterable,
        new Random(seed + 7),
        chronicle,
        Duration.ofMillis(patienceMillis()),
        atOnce || sourceVersion >= 9.3);
  }

  private void create(Table table, boolean mother) {
    build(nodes.root(), table.onSource(random));
    for (Follower follower : nodes.followers()) {
      boolean last = follower.equals(nodes.leaf());
      build(follower.database(), table.onTarget(follower.version(), mother, last, random));
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
    assertThat(Nodes.addAll(nodes.root()).added()).hasSameSizeAs(tables);
  }

  /** All can be added but those whose values one of the servers does not know. */
  private void addOn(Follower follower) {
    chronicle.note("add-table on the " + follower.name());
    AddTables.Report report = Nodes.addAll(follower.database());
    for (LeftOut left : report.leftOut()) {
      if (left.reason().contains("takes no value of type")
          || left.reason().contains("cannot read every value of type")) {
        chronicle.note("left out: " + left);
        follower.leftOut().add(left.name().raw());
      }
    }
    assertThat(report.added().stream().map(Object::toString))
        .as("added, left out: %s", report.leftOut())
        .hasSameSizeAs(replicated(follower));
    follower.tablesAdded();
  }

  private List<Table> replicated(Follower follower) {
    return tables.stream()
        .filter(table -> !follower.leftOut().contains(table.globalName()))
        .toList();
  }

  private void takeTurns(int length) throws SQLException {
    for (int i = 0; i < length; i++) {
      int choice = random.nextInt(100);
      if (choice < 75) {
        Client client = clients.get(random.nextInt(clients.size()));
        patience.await(client::act, this::cancelStatements);
      } else {
        patience.await(() -> tend(choice), this::endTransactions);
      }
    }
  }

  /** Cancels a statement that waits for another client, where the server forgot to. */
  private void cancelStatements() {
    chronicle.note("statements are cancelled");
    nodes.cancelStatements();
  }

  /** Ends the transactions for which something else waits. */
  private void endTransactions() throws SQLException {
    chronicle.note("transactions are ended, as something waits for them");
    if (!atOnce) {
      for (Client client : clients) {
        client.finish();
      }
    }
    endAllPrepared();
  }

  private void writeAtOnce(int length) throws SQLException {
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
        int choice = 75 + random.nextInt(25);
        patience.await(() -> tend(choice), this::endTransactions);
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
    Follower follower = nodes.followers().get(random.nextInt(nodes.followers().size()));
    if (choice < 82) {
      nodes.tick();
    } else if (choice < 93) {
      step(follower);
    } else if (choice == 93) {
      if (nodes.leaf().hasTables()) {
        alterations.alter();
      }
    } else if (choice == 94) {
      endPrepared();
    } else if (choice == 95) {
      if (random.nextBoolean()) {
        nodes.watch();
      } else {
        nodes.rotate();
      }
    } else if (choice == 96) {
      addOrCopyAgain();
    } else if (choice == 97 && random.nextBoolean()) {
      follower.endWorker();
    } else if (choice == 98) {
      kill(follower);
    } else {
      follower.worker(random).configure(manner.options(random));
    }
  }

  private void addOrCopyAgain() {
    Optional<Follower> without =
        nodes.followers().stream().filter(follower -> !follower.hasTables()).findFirst();
    if (without.isPresent()) {
      if (random.nextInt(2) == 0) {
        addOn(without.get());
      }
      return;
    }
    Follower follower = nodes.followers().get(random.nextInt(nodes.followers().size()));
    String table = tables.get(random.nextInt(tables.size())).globalName();
    if (random.nextInt(4) == 0 && !follower.leftOut().contains(table)) {
      chronicle.note("resync of " + table + " on the " + follower.name());
      Nodes.resync(follower.database(), List.of(table));
    }
  }

  private Step step(Follower follower) {
    return follower.step(random);
  }

  private void kill(Follower follower) {
    if (sourceVersion < 9 || oldestTarget < 9) {
      follower.endWorker();
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
    step(follower);
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

  private void drain(boolean stopsAreFine) {
    chronicle.note("the end: waiting for all to arrive");
    alterations.finish();
    awaitAll(stopsAreFine);
  }

  /**
   * Waits until everything has arrived everywhere.
   *
   * @param stopsAreFine whether tables may have stopped that somebody altered
   */
  private void awaitAll(boolean stopsAreFine) {
    nodes.watch();
    long goal = nodes.tick();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS);
    long before = 0;
    while (!nodes.followers().stream()
        .allMatch(
            follower ->
                follower.position() >= goal
                    && (follower.isInSync() || (stopsAreFine && stoppedRightly(follower))))) {
      boolean worked = false;
      for (Follower follower : nodes.followers()) {
        worked |= step(follower) == Step.WORKED;
      }
      long reached =
          nodes.followers().stream()
              .mapToLong(f -> f.chunks() + Math.min(f.position(), goal))
              .sum();
      if (reached > before) {
        // a copy of a row at a time may take long on a busy machine
        end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS);
      }
      before = reached;
      if (!worked) {
        nodes.tick();
        LockSupport.parkNanos(5_000_000);
      }
      if (System.nanoTime() > end) {
        chronicle.noteThreads();
        nodes.activity().forEach(chronicle::note);
        throw new AssertionError(
            "not all arrived at "
                + goal
                + ": "
                + nodes.followers().stream().map(Follower::describe).toList());
      }
    }
  }

  /** True if all that is not in sync has stopped, as it may. */
  private boolean stoppedRightly(Follower follower) {
    return !follower.stopped().isEmpty()
        && alterations.mayStop().containsAll(follower.stopped())
        && follower.stopped().containsAll(follower.notInSync());
  }

  /** Has tables copied afresh that stopped because they were altered: true if there are some. */
  private boolean resyncStopped() {
    boolean found = false;
    for (Follower follower : nodes.followers()) {
      List<String> stopped =
          follower.stopped().stream().filter(alterations.mayStop()::contains).toList();
      if (!stopped.isEmpty()) {
        chronicle.note("resync of " + stopped + " on the " + follower.name());
        Nodes.resync(follower.database(), stopped);
        found = true;
      }
    }
    return found;
  }
}
