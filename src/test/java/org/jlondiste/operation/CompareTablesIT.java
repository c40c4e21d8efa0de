package org.jlondiste.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jlondiste.compare.Difference;
import org.jlondiste.compare.Method;
import org.jlondiste.compare.Verdict.Outcome;
import org.jlondiste.error.InterruptionError;
import org.jlondiste.error.StateError;
import org.jlondiste.operation.CompareTables.Report;
import org.jlondiste.operation.CompareTables.Result;
import org.jlondiste.support.Await;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Writer;
import org.jlondiste.topology.LocalNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two nodes are compared as of the same tick, whatever is written meanwhile. */
class CompareTablesIT {
  private static final String ORDERS = "create table orders (id int primary key, note text)";

  private Place root = new Place(Servers.get("9.6").createDatabase("root"), "master");
  private Place leaf = new Place(Servers.get("18").createDatabase("leaf"), "slave");

  @ParameterizedTest
  @CsvSource({"8.4, 17", "9.3, 18", "9.6, 18", "17, 9.6"})
  void rowsAreTheSameWhileTheyAreWritten(String rootVersion, String leafVersion) {
    root = new Place(Servers.get(rootVersion).createDatabase("root"), "master");
    leaf = new Place(Servers.get(leafVersion).createDatabase("leaf"), "slave");
    replicate("orders", "items");
    try (Workers workers = Workers.of(root, leaf);
        Writer orders = root.database().keepWritingTo("orders");
        Writer items = root.database().keepWritingTo("items")) {
      workers.awaitSync(leaf);
      for (int round = 0; round < 3; round++) {
        orders.awaitMore(50);
        items.awaitMore(50);

        Report report = compare();

        assertThat(report.allSame()).as("%s", report).isTrue();
        assertThat(report.results())
            .extracting(Result::table)
            .containsExactly("public.orders", "public.items");
        assertThat(rows(report)).allMatch(rows -> rows > 0);
      }
      orders.stop();
      items.stop();
    }
    assertThat(meetings(leaf)).isZero();
    assertThat(root.database().count("select count(*) from orders")).isPositive();
  }

  @Test
  void eachTableCanHaveATickOfItsOwn() {
    replicate("orders", "items");
    try (Workers workers = Workers.of(root, leaf)) {
      workers.awaitSync(leaf);

      Report report =
          compare(
              new CompareTables.Request(
                  List.of("items", "orders"), method(), true, limit(), Duration.ofSeconds(10)));

      assertThat(report.allSame()).isTrue();
      assertThat(report.results()).extracting(Result::tick).doesNotHaveDuplicates();
    }
  }

  @Test
  void whatWasChangedBehindOurBackIsNamed() {
    replicate("orders", "items");
    root.database().run("insert into orders select i, 'n' from generate_series(1, 300) i");
    try (Workers workers = Workers.of(root, leaf);
        Writer writer = root.database().keepWritingTo("orders")) {
      workers.awaitSync(leaf);
      leaf.database()
          .run(
              "set session_replication_role = replica; update orders set note = 'm' where id = 7;"
                  + " delete from orders where id = 8; insert into orders values (0, 'own')");
      writer.awaitMore(20);

      Report report = compare();

      assertThat(report.allSame()).isFalse();
      assertThat(outcome(report, "public.items")).isEqualTo(Outcome.SAME);
      assertThat(outcome(report, "public.orders")).isEqualTo(Outcome.DIFFERENT);
      List<Difference> differences = report.results().get(0).verdict().differences().shown();
      assertThat(differences)
          .containsExactlyInAnyOrder(
              new Difference(Map.of("id", "7"), "", 1, 1, List.of("note")),
              new Difference(Map.of("id", "8"), "", 1, 0, List.of()),
              new Difference(Map.of("id", "0"), "", 0, 1, List.of()));
    }
  }

  @Test
  void eventsAreStillCountedExactly() {
    replicate("orders");
    try (Workers workers = Workers.of(root, leaf);
        Writer writer = root.database().keepWritingTo("orders")) {
      workers.awaitSync(leaf);
      for (int round = 0; round < 3; round++) {
        writer.awaitMore(20);
        assertThat(compare().allSame()).isTrue();
      }
      writer.stop();
    }
    root.database().run("select pgq.force_tick('replika')");

    assertThat(
            root.database()
                .count("select tick_event_seq from pgq.tick order by tick_id desc limit 1"))
        .isEqualTo(root.database().count("select count(*) from pgq.event_1"));
  }

  @Test
  void tablesThatAreNotInSyncAreLeftOut() {
    replicate("orders", "items", "parts");
    leaf.database()
        .run(
            "update londiste.table_info set merge_state = 'ok' where table_name <> 'public.parts'",
            "insert into jlondiste.stopped_table (queue_name, table_name, tick_id, event_id,"
                + " problem) values ('replika', 'public.items', 1, 1, 'no such row')");
    try (PassingWorker worker = new PassingWorker(leaf, root)) {
      worker.awaitRound();
      Report report =
          compare(
              new CompareTables.Request(
                  List.of("orders", "items", "parts", "ghost", "o*"),
                  method(),
                  false,
                  limit(),
                  Duration.ofSeconds(10)));

      assertThat(report.allSame()).isFalse();
      assertThat(report.results())
          .extracting(Result::table, result -> result.verdict().reason())
          .containsExactlyInAnyOrder(
              tuple("ghost", "not replicated on this node"),
              tuple("public.parts", "is missing"),
              tuple("public.orders", ""),
              tuple("public.items", "stopped: no such row"));
    }
  }

  @Test
  void aWorkerThatKnowsNothingOfMeetingsIsCaughtAsItPasses() {
    replicate("orders");
    leaf.database()
        .run("update londiste.table_info set merge_state = 'ok'", "drop table jlondiste.meeting");
    try (PassingWorker worker = new PassingWorker(leaf, root)) {
      worker.awaitRound();
      assertThat(compare().allSame()).isTrue();
    }
  }

  @Test
  void aWorkerThatNeverStopsAtTheTickIsNamed() {
    replicate("orders");
    leaf.database().run("update londiste.table_info set merge_state = 'ok'");
    Waiter passing =
        duration -> {
          root.database().run("select pgq.force_tick('replika')");
          long tick = root.database().count("select max(tick_id) from pgq.tick");
          leaf.database().run("update pgq_node.local_state set last_tick_id = " + tick);
        };

    assertThatThrownBy(() -> operation(leaf, passing).run(request(limit())))
        .isInstanceOf(StateError.class)
        .hasMessage("the worker of node slave never waits where it is asked to");
    assertThat(meetings(leaf)).isZero();
  }

  @Test
  void theRootHasNothingToBeComparedWith() {
    replicate("orders");

    assertThatThrownBy(() -> operation(root, Place.NO_WAIT).run(request(limit())))
        .isInstanceOf(StateError.class)
        .hasMessage("node master is the root, there is no provider to compare it with");
  }

  @Test
  void aPausedWorkerIsNotWaitedFor() {
    replicate("orders");
    leaf.database()
        .run(
            "update londiste.table_info set merge_state = 'ok'",
            "update pgq_node.local_state set paused = true");

    assertThatThrownBy(() -> operation(leaf, Place.NO_WAIT).run(request(Optional.empty())))
        .isInstanceOf(StateError.class)
        .hasMessageContaining("the worker of node slave is paused at tick");
    assertThat(meetings(leaf)).isZero();
  }

  @Test
  void aWorkerThatDoesNotComeIsWaitedForInVain() {
    replicate("orders");
    leaf.database().run("update londiste.table_info set merge_state = 'ok'");

    assertThatThrownBy(() -> operation(leaf, Place.NO_WAIT).run(request(limit())))
        .isInstanceOf(InterruptionError.class)
        .hasMessageContaining("waited 60 s in vain for the worker of node slave to reach tick");
    assertThat(meetings(leaf)).isZero();
  }

  @Test
  void aTableThatTheRootDoesNotHaveIsComparedWithTheNearestNodeThatDoes() {
    Place branch = new Place(Servers.get("15").createDatabase("branch"), "middle");
    root.createRoot();
    branch.createBranch(root);
    leaf.createLeaf(branch);
    for (Place place : List.of(root, branch, leaf)) {
      place.database().run(ORDERS);
      place.addTables("orders");
    }
    try (Workers workers = Workers.of(root, branch, leaf);
        Writer writer = root.database().keepWritingTo("orders")) {
      workers.awaitSync(branch);
      workers.awaitSync(leaf);
      writer.awaitMore(20);
      Report withRoot = compare();
      root.database().run("update londiste.table_info set local = false");

      Report withBranch = compare();

      assertThat(withRoot.allSame()).isTrue();
      assertThat(withRoot.results()).extracting(Result::provider).containsExactly("master");
      assertThat(withBranch.allSame()).as("%s", withBranch).isTrue();
      assertThat(withBranch.results()).extracting(Result::provider).containsExactly("middle");
      assertThat(meetings(branch) + meetings(leaf)).isZero();
    }
  }

  /** Moves the node's position to each tick that it sees, and stops nowhere. */
  private static final class PassingWorker implements AutoCloseable {
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final AtomicLong rounds = new AtomicLong();
    private final Thread thread;

    PassingWorker(Place node, Place provider) {
      thread =
          new Thread(
              () -> {
                while (!stopping.get()) {
                  long tick = provider.database().count("select max(tick_id) from pgq.tick");
                  node.database()
                      .run(
                          Place.AS_A_WORKER,
                          "update pgq_node.local_state set last_tick_id = " + tick);
                  rounds.incrementAndGet();
                }
              });
      thread.setDaemon(true);
      thread.start();
    }

    void awaitRound() {
      Await.until("the position has moved", () -> rounds.get() > 0);
    }

    @Override
    public void close() {
      stopping.set(true);
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void replicate(String... tables) {
    root.createRoot();
    leaf.createLeaf(root);
    for (Place place : List.of(root, leaf)) {
      for (String table : tables) {
        place.database().run(ORDERS.replace("orders", table));
        place.addTables(table);
      }
    }
  }

  private Report compare() {
    return compare(request(limit()));
  }

  private Report compare(CompareTables.Request request) {
    return operation(leaf, Waiter.sleeping()).run(request);
  }

  private static CompareTables operation(Place place, Waiter waiter) {
    return new CompareTables(
        new LocalNode(
            Place.QUEUE,
            place.node() + "_worker",
            purpose -> Place.DATABASES.open(place.location(), purpose),
            Place.DATABASES),
        waiter);
  }

  private static CompareTables.Request request(Optional<Duration> limit) {
    return new CompareTables.Request(List.of(), method(), false, limit, Duration.ofSeconds(10));
  }

  private static Method method() {
    return new Method(false, Optional.empty(), Optional.empty(), 10);
  }

  private static Optional<Duration> limit() {
    return Optional.of(Duration.ofSeconds(60));
  }

  private static long meetings(Place place) {
    return place.database().count("select count(*) from jlondiste.meeting");
  }

  private static Outcome outcome(Report report, String table) {
    return report.results().stream()
        .filter(result -> result.table().equals(table))
        .findFirst()
        .orElseThrow()
        .verdict()
        .outcome();
  }

  private static List<Long> rows(Report report) {
    return report.results().stream()
        .map(result -> result.verdict().sourceRows().orElseThrow())
        .toList();
  }
}
