package org.jlondiste.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jlondiste.error.InterruptionError;
import org.jlondiste.error.StateError;
import org.jlondiste.postgres.Session;
import org.jlondiste.support.Servers;
import org.jlondiste.topology.Nodes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The worker is played by what happens while the operations wait. */
class WaitingIT {
  private static final String NO_WORKER =
      "No worker of node slave is connected to its database: nothing gets on until one runs"
          + " ('worker')";
  private static final String STOPPED =
      "Table public.orders has stopped and gets no changes until 'resync public.orders': it does"
          + " not fit";

  private final Place root = new Place(Servers.get("9.6").createDatabase("root"), "master");
  private final Place leaf = new Place(Servers.get("18").createDatabase("leaf"), "slave");

  @BeforeEach
  void twoNodes() {
    root.createRoot();
    leaf.createLeaf(root);
    for (Place place : List.of(root, leaf)) {
      place.database().run("create table orders (id int primary key)");
      place.addTables("orders");
    }
  }

  @Test
  void pauseWaitsUntilTheWorkerHasSeenIt() {
    try (Session session = leaf.session()) {
      PauseWorker pause =
          new PauseWorker(session, Place.QUEUE, whileWaiting(this::workerSeesWhatIsAsked));

      assertThat(pause.run(true).paused()).isTrue();
      assertThat(pause.run(true).paused()).isTrue();
      assertThat(pause.run(false).paused()).isFalse();
      assertThat(pause.run(false).paused()).isFalse();
    }
    assertThat(leaf.database().query("select paused, uptodate from pgq_node.local_state"))
        .containsExactly("f|t");
  }

  @Test
  void pauseGivesUpInTime() {
    try (Session session = leaf.session()) {
      PauseWorker pause = new PauseWorker(session, Place.QUEUE, whileWaiting(() -> {}));

      assertThatThrownBy(() -> pause.run(true))
          .isInstanceOf(InterruptionError.class)
          .hasMessage("waited 30 s in vain for worker slave_worker of node slave to be paused");
    }
  }

  @Test
  void pauseSaysWhatKeepsTheWorkerAway() {
    try (Session session = leaf.session()) {
      PauseWorker pause = new PauseWorker(session, Place.QUEUE, whileWaiting(() -> {}));

      CommandLog log =
          CommandLog.during(
              () ->
                  assertThatThrownBy(() -> pause.run(true))
                      .isInstanceOf(InterruptionError.class)
                      .extracting(failure -> ((InterruptionError) failure).hint())
                      .isEqualTo(NO_WORKER));

      assertThat(log.warnings()).containsExactly(NO_WORKER);
    }
  }

  @Test
  void pauseNoticesThatSomebodyElseResumed() {
    try (Session session = leaf.session()) {
      PauseWorker pause =
          new PauseWorker(
              session,
              Place.QUEUE,
              whileWaiting(
                  () ->
                      leaf.database()
                          .run(
                              "select pgq_node.set_consumer_paused("
                                  + "'replika', 'slave_worker', false)")));

      assertThatThrownBy(() -> pause.run(true))
          .isInstanceOf(StateError.class)
          .hasMessageContaining("operation canceled?");
    }
  }

  @Test
  void waitSyncEndsWhenAllTablesAreInSync() {
    List<List<CopyProgress>> seen = new ArrayList<>();
    try (Session session = leaf.session()) {
      WaitForSync.Report report =
          new WaitForSync(
                  session,
                  Place.QUEUE,
                  whileWaiting(
                      () ->
                          leaf.database().run("update londiste.table_info set merge_state = 'ok'")),
                  watcher(seen))
              .run();

      assertThat(report.waitedFor()).isEqualTo(1);
    }
    assertThat(seen).hasSize(2);
    assertThat(seen.get(0)).singleElement().extracting("table").hasToString("public.orders");
    assertThat(seen.get(1)).isEmpty();
  }

  @Test
  void waitSyncRepeatsWhatACopyComplainsOf() {
    leaf.database()
        .run(
            "select pgq_node.register_consumer("
                + "'replika', 'slave_worker.copy.public.orders', 'master', 1)",
            "select pgq_node.set_consumer_error("
                + "'replika', 'slave_worker.copy.public.orders', 'no room left')");

    CommandLog log =
        CommandLog.during(
            () -> {
              try (Session session = leaf.session()) {
                WaitForSync wait =
                    new WaitForSync(
                        session, Place.QUEUE, whileWaiting(() -> {}), ProgressWatcher.NOBODY);
                assertThatThrownBy(wait::run).isInstanceOf(InterruptionError.class);
              }
            });

    assertThat(log.warnings())
        .containsExactly("slave_worker.copy.public.orders: no room left", NO_WORKER);
  }

  @Test
  void waitSyncLeavesATableThatHasStopped() {
    ordersStops();
    CommandLog log =
        CommandLog.during(
            () -> {
              try (Session session = leaf.session()) {
                WaitForSync wait =
                    new WaitForSync(
                        session, Place.QUEUE, whileWaiting(() -> {}), ProgressWatcher.NOBODY);

                assertThat(wait.run().stopped()).extracting("name").containsExactly("orders");
              }
            });

    assertThat(log.warnings()).containsExactly(STOPPED);
  }

  @Test
  void waitSyncWaitsForTheFreshCopyOfATableThatHadStopped() {
    ordersStops();
    leaf.database().run("update londiste.table_info set merge_state = null");
    try (Session session = leaf.session()) {
      WaitForSync wait =
          new WaitForSync(
              session,
              Place.QUEUE,
              whileWaiting(
                  () ->
                      leaf.database()
                          .run(
                              "delete from jlondiste.stopped_table",
                              "update londiste.table_info set merge_state = 'ok'")),
              ProgressWatcher.NOBODY);

      WaitForSync.Report report = wait.run();

      assertThat(report.waitedFor()).isEqualTo(1);
      assertThat(report.stopped()).isEmpty();
    }
  }

  @Test
  void waitRootSaysWhatKeepsTheWorkerAway() {
    leaf.database().run("select pgq_node.set_consumer_paused('replika', 'slave_worker', true)");
    String paused = "The worker of node slave is paused: 'resume' lets it go on";

    CommandLog log =
        CommandLog.during(
            () -> {
              try (Session session = leaf.session()) {
                WaitForTick wait =
                    new WaitForTick(session, Place.DATABASES, Place.QUEUE, whileWaiting(() -> {}));
                assertThatThrownBy(wait::forRoot)
                    .isInstanceOf(InterruptionError.class)
                    .hasMessageContaining("waited 30 s in vain for tick > ")
                    .extracting("hint")
                    .isEqualTo(paused + "; " + NO_WORKER);
              }
            });

    assertThat(log.warnings()).containsExactly(paused, NO_WORKER);
  }

  @Test
  void aWorkerThatHoldsTheNodeIsSeen() throws SQLException {
    try (Connection worker = leaf.database().connect();
        Statement statement = worker.createStatement();
        Session session = leaf.session()) {
      assertThat(new Nodes(session).workerRuns(Place.QUEUE)).hasValue(false);
      statement.execute("select pg_try_advisory_lock(7106, hashtext('worker replika'))");
      assertThat(new Nodes(session).workerRuns(Place.QUEUE)).hasValue(true);
      assertThat(new Nodes(session).workerRuns("another")).isEmpty();
    }
  }

  @Test
  void waitRootTellsOfTablesThatDoNotHaveEverything() {
    ordersStops();
    Runnable arrival =
        () ->
            leaf.database()
                .run(
                    Place.AS_A_WORKER,
                    "select pgq_node.set_consumer_completed('replika', 'slave_worker', 99)");
    CommandLog log =
        CommandLog.during(
            () -> {
              try (Session session = leaf.session()) {
                WaitForTick wait =
                    new WaitForTick(session, Place.DATABASES, Place.QUEUE, whileWaiting(arrival));
                assertThat(wait.forRoot().complete()).isFalse();
              }
            });

    assertThat(log.warnings()).containsExactly(STOPPED);
  }

  @Test
  void waitSyncWithNothingToDoEndsAtOnce() {
    leaf.database().run("update londiste.table_info set merge_state = 'ok'");
    try (Session session = leaf.session()) {
      WaitForSync wait =
          new WaitForSync(
              session,
              Place.QUEUE,
              whileWaiting(
                  () -> {
                    throw new AssertionError("there is nothing to wait for");
                  }),
              ProgressWatcher.NOBODY);

      assertThat(wait.run().waitedFor()).isZero();
    }
  }

  @Test
  void waitRootEndsWhenTheNodeHasANewerTick() {
    try (Session session = leaf.session()) {
      WaitForTick wait =
          new WaitForTick(
              session,
              Place.DATABASES,
              Place.QUEUE,
              whileWaiting(
                  () ->
                      leaf.database()
                          .run(
                              "select pgq_node.set_consumer_completed("
                                  + "'replika', 'slave_worker', 99)",
                              "update londiste.table_info set merge_state = 'ok'")));

      assertThat(wait.forRoot().reached().orElseThrow().value()).isEqualTo(99);
    }
  }

  @Test
  void theRootNeedNotWaitForItself() {
    try (Session session = root.session()) {
      WaitForTick wait =
          new WaitForTick(session, Place.DATABASES, Place.QUEUE, whileWaiting(() -> {}));

      assertThat(wait.forRoot().reached()).isEmpty();
      assertThat(wait.forProvider().reached()).isEmpty();
    }
  }

  private void ordersStops() {
    leaf.database()
        .run(
            "update londiste.table_info set merge_state = 'ok'",
            "insert into jlondiste.stopped_table (queue_name, table_name, tick_id, event_id,"
                + " problem) values ('replika', 'public.orders', 1, 2, 'it does not fit')");
  }

  private void workerSeesWhatIsAsked() {
    leaf.database().run("select pgq_node.set_consumer_uptodate('replika', 'slave_worker', true)");
  }

  /** Patience of 30 s by a clock that goes on a second with every pause. */
  private static Patience whileWaiting(Runnable event) {
    AtomicLong nanos = new AtomicLong();
    return new Patience(
        duration -> {
          nanos.addAndGet(Duration.ofSeconds(1).toNanos());
          event.run();
        },
        nanos::get,
        Optional.of(Duration.ofSeconds(30)),
        Duration.ofMillis(1));
  }

  private static ProgressWatcher watcher(List<List<CopyProgress>> seen) {
    return new ProgressWatcher() {
      @Override
      public void show(List<CopyProgress> progress) {
        seen.add(progress);
      }

      @Override
      public void hide() {}
    };
  }
}
