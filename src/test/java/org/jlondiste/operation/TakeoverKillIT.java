package org.jlondiste.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jlondiste.model.NodeType;
import org.jlondiste.operation.Takeover.Fate;
import org.jlondiste.postgres.Databases;
import org.jlondiste.postgres.Session;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.RovingApplication;
import org.jlondiste.support.Rows;
import org.jlondiste.support.Servers;
import org.jlondiste.topology.Nodes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A takeover loses all its connections, as if it had been killed, at each of its steps; it is run
 * again or called off, while an application writes wherever it may.
 */
class TakeoverKillIT {
  private static final String DOOMED = "doomed";

  private static final String QUEUE_ROW = "select 1 from pgq.queue for no key update";
  private static final String STATE_ROW = "select 1 from pgq_node.local_state for update";
  private static final String SUBSCRIBER_ROW = "select 1 from pgq_node.subscriber_info for update";

  private final Place one = new Place(Servers.get("9.6").createDatabase("killed"), "one");
  private final Place two = new Place(Servers.get("18").createDatabase("killed"), "two");

  /** Where it is killed: what holds it up there, on which side. */
  private enum Step {
    /** The old root's worker stands still, writers are still let in. */
    BEFORE_CLOSING(true, ""),
    /** No writers, no last tick. */
    BEFORE_LAST_TICK(true, "open transaction"),
    /** The new root cannot get to the last tick. */
    BEFORE_REACHING_IT(false, STATE_ROW),
    BEFORE_PROMOTING(false, QUEUE_ROW),
    BEFORE_DEMOTING(true, STATE_ROW),
    BEFORE_UNREGISTERING(true, SUBSCRIBER_ROW);

    private final boolean onOld;
    private final String lock;

    Step(boolean onOld, String lock) {
      this.onOld = onOld;
      this.lock = lock;
    }

    boolean canBeCalledOff() {
      return this != BEFORE_DEMOTING && this != BEFORE_UNREGISTERING;
    }
  }

  @BeforeEach
  void twoNodes() {
    for (Place place : List.of(one, two)) {
      RovingApplication.createTables(place.database());
    }
    RovingApplication.prepare(one.database());
    one.createRoot();
    two.createBranch(one);
    for (Place place : List.of(one, two)) {
      place.addTables();
      place.addSequences();
    }
  }

  @Test
  void itGoesOnOrIsCalledOff() throws SQLException {
    try (Workers workers = Workers.of(one, two)) {
      workers.awaitSync(two);
      try (RovingApplication application =
          RovingApplication.start(one.database(), two.database())) {
        Place old = one;
        for (Step step : Step.values()) {
          if (step.canBeCalledOff()) {
            Place other = other(old);
            kill(step, old, other);
            run(other, old, true);
            assertThat(type(old)).as("%s", step).isEqualTo(NodeType.ROOT);
            application.awaitMore(5);
          }
          kill(step, old, other(old));
          run(other(old), old, false);
          old = other(old);
          assertThat(type(old)).as("%s", step).isEqualTo(NodeType.ROOT);
          assertThat(type(other(old))).as("%s", step).isEqualTo(NodeType.BRANCH);
          application.awaitMore(20);
        }
        application.stop();
        Place root = old;
        long goal = root.database().count("select pgq.force_tick('replika')");
        Await.until("all has arrived", () -> position(other(root)) >= goal);
        for (Place place : List.of(one, two)) {
          application.assertAllIn(place.database());
          assertThat(application.madeOn(place.database())).isGreaterThan(50);
        }
        Rows.assertSameRows(one.database(), two.database(), RovingApplication.TABLES);
      }
    }
  }

  /** Runs a takeover up to a step, and cuts its connections there. */
  private static void kill(Step step, Place old, Place young) throws SQLException {
    Database side = step.onOld ? old.database() : young.database();
    try (Connection beginning = old.database().connect();
        Connection holder = side.connect()) {
      hold(beginning, QUEUE_ROW);
      Thread doomed = new Thread(() -> attempt(old, young), "doomed");
      doomed.start();
      Await.until(
          "the old root's worker stands still",
          () -> old.database().value("select paused from pgq_node.local_state").equals("t"));
      awaitWaiting(old.database(), DOOMED);
      if (step != Step.BEFORE_CLOSING) {
        hold(
            holder,
            step == Step.BEFORE_LAST_TICK
                ? "insert into balances values (1000 + txid_current() % 1000000, 0)"
                : step.lock);
        beginning.rollback();
        if (step == Step.BEFORE_LAST_TICK) {
          awaitClosed(old.database());
        } else {
          awaitWaiting(side, step == Step.BEFORE_REACHING_IT ? "worker" : DOOMED);
        }
      }
      for (Place place : List.of(old, young)) {
        place
            .database()
            .query(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname ="
                    + " current_database() and application_name = '"
                    + DOOMED
                    + "'");
      }
      doomed.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    assertLeft(step, old, young);
  }

  /** What a takeover that is killed at a step leaves behind. */
  private static void assertLeft(Step step, Place old, Place young) {
    boolean demoted = step == Step.BEFORE_UNREGISTERING;
    boolean promoted = demoted || step == Step.BEFORE_DEMOTING;
    assertThat(type(young)).as("%s", step).isEqualTo(promoted ? NodeType.ROOT : NodeType.BRANCH);
    assertThat(type(old)).as("%s", step).isEqualTo(demoted ? NodeType.BRANCH : NodeType.ROOT);
    assertThat(old.database().query("select queue_disable_insert from pgq.queue"))
        .as("%s", step)
        .containsExactly(step == Step.BEFORE_CLOSING ? "f" : "t");
    assertThat(old.database().query("select subscriber_node from pgq_node.subscriber_info"))
        .as("%s", step)
        .containsExactly(young.node());
    assertThat(old.database().query("select paused from pgq_node.local_state"))
        .as("%s", step)
        .containsExactly(demoted ? "f" : "t");
  }

  private static void hold(Connection connection, String sql) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void awaitWaiting(Database database, String program) {
    Await.until(
        program + " waits for a lock in " + database,
        () ->
            database.count(
                    "select count(*) from pg_locks l join pg_stat_activity a on a.pid = l.pid where"
                        + " not l.granted and a.datname = current_database() and"
                        + " a.application_name like '"
                        + program
                        + "%'")
                > 0);
  }

  private static void awaitClosed(Database database) {
    Await.until(
        database + " is closed to writers",
        () -> database.value("select queue_disable_insert from pgq.queue").equals("t"));
  }

  private static void attempt(Place old, Place young) {
    Databases databases = (location, purpose) -> Place.DATABASES.open(location, DOOMED);
    try (Session session = databases.open(young.location(), DOOMED)) {
      new Takeover(session, databases, Place.QUEUE, patience(), lastThing -> {})
          .run(new Takeover.Request(old.node(), Fate.ALIVE, false, false, false));
    } catch (RuntimeException e) {
      // its connections were cut: that is what is tried here
    }
  }

  private static void run(Place young, Place old, boolean cancel) {
    try (Session session = young.session()) {
      Takeover.Report report =
          new Takeover(session, Place.DATABASES, Place.QUEUE, patience(), lastThing -> {})
              .run(new Takeover.Request(old.node(), Fate.ALIVE, false, false, cancel));
      assertThat(report.failures()).isEmpty();
    }
  }

  private static Patience patience() {
    return Patience.of(Optional.of(Duration.ofSeconds(30)), Duration.ofMillis(20));
  }

  private Place other(Place place) {
    return place.equals(one) ? two : one;
  }

  private static NodeType type(Place place) {
    try (Session session = place.session()) {
      return new Nodes(session).node(Place.QUEUE).type();
    }
  }

  private static long position(Place place) {
    return place.database().count("select last_tick_id from pgq_node.local_state");
  }
}
