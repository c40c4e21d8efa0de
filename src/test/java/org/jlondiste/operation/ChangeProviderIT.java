package org.jlondiste.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jlondiste.error.InterruptionError;
import org.jlondiste.error.StateError;
import org.jlondiste.error.UsageError;
import org.jlondiste.postgres.Session;
import org.jlondiste.support.Await;
import org.jlondiste.support.Rows;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Writer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A leaf that reads from a branch moves to the root and back. */
class ChangeProviderIT {
  private static final Duration SHORT = Duration.ofMillis(500);

  private final Place root = new Place(Servers.get("9.6").createDatabase("root"), "master");
  private final Place branch = new Place(Servers.get("15").createDatabase("branch"), "middle");
  private final Place leaf = new Place(Servers.get("18").createDatabase("leaf"), "slave");

  @BeforeEach
  void threeNodesInARow() {
    root.createRoot();
    branch.createBranch(root);
    leaf.createLeaf(branch);
  }

  @Test
  void aLeafMovesToAndFroWhileAllAreWriting() {
    for (Place place : new Place[] {root, branch, leaf}) {
      place
          .database()
          .run(
              "create table orders (id int primary key, note text)",
              "create table visits (id int, note text)");
    }
    root.database().run("insert into orders select i, 'old' from generate_series(1, 3000) i");
    root.addTables();
    branch.addTables();
    leaf.addTables();

    try (Workers workers = Workers.of(root, branch, leaf);
        Writer writer =
            root.database()
                .keepWriting(
                    "insert into orders values (10000 + :n, 'new')",
                    "insert into visits values (:n % 50, 'visit')",
                    "update orders set note = 'changed ' || :n where id = 1 + :n % 3000",
                    "delete from visits where id = (:n + 25) % 50")
                .unhurried()) {
      workers.awaitSync(branch);
      change("master");
      workers.awaitSync(leaf);
      for (String provider : new String[] {"middle", "master", "middle", "master", "middle"}) {
        writer.awaitMore(15);
        assertThat(change(provider)).isEqualTo(new ChangeProvider.Report(true, List.of()));
        assertThat(provider()).isEqualTo(provider);
      }
      assertThat(change("middle").changed()).isFalse();
      leftHalfwayItIsFinishedNextTime();
      writer.awaitMore(15).stop();
      long goal = root.database().count("select pgq.force_tick('replika')");
      Await.until("the leaf has all", () -> position() >= goal);
    }
    for (String table : new String[] {"orders", "visits"}) {
      Rows.assertSameRows(root.database(), leaf.database(), table);
      Rows.assertSameRows(root.database(), branch.database(), table);
    }
    assertThat(root.database().query("select subscriber_node from pgq_node.subscriber_info"))
        .containsExactly("middle");
    assertThat(
            root.database().query("select consumer_name from pgq.get_consumer_info() order by 1"))
        .containsExactly(".global_watermark", ".middle.watermark", "middle_worker");
  }

  /** Registered with the new provider, and then killed; again, when all but the old one knew. */
  private void leftHalfwayItIsFinishedNextTime() {
    leaf.database().run("update pgq_node.local_state set paused = true, uptodate = false");
    Await.until(
        "the worker pauses",
        () ->
            leaf.database().count("select count(*) from pgq_node.local_state where uptodate") > 0);
    root.database()
        .run(
            "select pgq_node.register_subscriber('replika', 'slave', 'slave_worker', "
                + position()
                + ")");
    assertThat(change("master").changed()).isTrue();
    assertThat(provider()).isEqualTo("master");

    branch
        .database()
        .run(
            "select pgq_node.register_subscriber('replika', 'slave', 'slave_worker', (select"
                + " max(tick_id) from pgq.tick))");
    leaf.database().run("update pgq_node.local_state set paused = true, uptodate = false");
    assertThat(change("master").changed()).isTrue();
    assertThat(branch.database().query("select * from pgq_node.subscriber_info")).isEmpty();
    assertThat(leaf.database().count("select count(*) from pgq_node.local_state where paused"))
        .isZero();

    // killed before anything else was done, and again when all was done but the worker's going on
    leaf.database().run("update pgq_node.local_state set paused = true, uptodate = false");
    assertThat(change("middle").changed()).isTrue();
    leaf.database().run("update pgq_node.local_state set paused = true, uptodate = false");
    assertThat(change("middle").changed()).isFalse();
    assertThat(leaf.database().count("select count(*) from pgq_node.local_state where paused"))
        .as("paused by somebody, not by this command")
        .isOne();
    leaf.database().run("update pgq_node.local_state set paused = false, uptodate = false");
  }

  @Test
  void whatCannotBeAProviderIsRefused() {
    Place second = new Place(Servers.get("18").createDatabase("second"), "slave2");
    second.createLeaf(root);
    root.database().query("select pgq.force_tick('replika')");
    leaf.database()
        .run(
            "select pgq_node.register_location('replika', 'slave2', '"
                + second.location()
                + "', false)");
    branch
        .database()
        .run(
            "select pgq_node.register_location('replika', 'low', '"
                + branch.location()
                + "', false)");

    assertThatThrownBy(() -> change("slave")).isInstanceOf(UsageError.class);
    assertThatThrownBy(() -> change("nobody"))
        .isInstanceOf(StateError.class)
        .hasMessageContaining("node nobody is not a member");
    assertThatThrownBy(() -> change("slave2"))
        .isInstanceOf(StateError.class)
        .hasMessageContaining("slave2 is a leaf and cannot be a provider");
    assertThatThrownBy(() -> change(root, "middle"))
        .isInstanceOf(StateError.class)
        .hasMessageContaining("is the root");
    assertThatThrownBy(() -> change(branch, "low"))
        .isInstanceOf(StateError.class)
        .hasMessageContaining("itself reads from node middle");
  }

  @Test
  void whatLondisteKnowsByTransactionsOfItsProviderIsSettledFirst() {
    for (Place place : new Place[] {root, branch, leaf}) {
      place.database().run("create table orders (id int primary key, note text)");
      place.addTables();
    }
    // a copy of Londiste's, some batches ago
    leaf.database()
        .run("update londiste.table_info set merge_state = 'ok', custom_snapshot = '5:9:7'");

    assertThatThrownBy(() -> change(leaf, "master", SHORT))
        .isInstanceOf(InterruptionError.class)
        .hasMessageContaining("to be done with the copies of public.orders");
    assertThat(provider()).isEqualTo("middle");
    assertThat(leaf.database().count("select count(*) from pgq_node.local_state where paused"))
        .isZero();

    leaf.database().run("update pgq_node.node_location set dead = true where node_name = 'middle'");
    assertThat(change("master").changed()).isTrue();
    assertThat(
            leaf.database().query("select merge_state, custom_snapshot from londiste.table_info"))
        .containsExactly("null|null");
  }

  @Test
  void aWorkerOfLondisteIsWaitedFor() {
    // nothing but the position tells that it works
    leaf.database().run("update pgq_node.local_state set last_tick_id = last_tick_id + 1");

    assertThatThrownBy(() -> change(leaf, "master", SHORT))
        .isInstanceOf(InterruptionError.class)
        .hasMessageContaining("for worker slave_worker of node slave to be paused");
    assertThat(provider()).isEqualTo("middle");
  }

  @Test
  void aWorkerThatIsNotThereIsNotWaitedFor() {
    assertThat(change("master").changed()).isTrue();

    assertThat(provider()).isEqualTo("master");
    assertThat(leaf.database().count("select count(*) from pgq_node.local_state where paused"))
        .isZero();
    assertThat(root.database().count("select count(*) from pgq_node.subscriber_info")).isEqualTo(2);
    assertThat(branch.database().count("select count(*) from pgq_node.subscriber_info")).isZero();
  }

  @Test
  void aWorkerThatDoesNotAnswerIsWaitedForInVain() throws SQLException {
    try (Connection frozen = leaf.database().connect();
        Statement statement = frozen.createStatement()) {
      statement.execute("select pg_advisory_lock(7106, hashtext('worker replika'))");

      assertThatThrownBy(() -> change(leaf, "master", SHORT))
          .isInstanceOf(InterruptionError.class)
          .hasMessageContaining("waited");
    }
    assertThat(provider()).isEqualTo("middle");
    assertThat(leaf.database().count("select count(*) from pgq_node.local_state where paused"))
        .isZero();
    assertThat(root.database().count("select count(*) from pgq_node.subscriber_info")).isOne();
  }

  @Test
  void whoReadOnFromARootThatWasGivenUpCannotMove() {
    Workers workers = Workers.of(branch);
    try (workers) {
      long goal = root.database().count("select pgq.force_tick('replika')");
      root.database().query("select pgq.force_tick('replika')");
      Await.until(
          "the branch is further",
          () -> branch.database().count("select max(tick_id) from pgq.tick") > goal);
      branch
          .database()
          .run(
              "update pgq.tick set tick_time = tick_time - interval '1 second' where tick_id = "
                  + goal);
      leaf.database()
          .run(
              Place.AS_A_WORKER,
              "update pgq_node.local_state set last_tick_id = " + goal,
              "update jlondiste.node_worker set left_at = " + goal);
    }
    assertThatThrownBy(() -> change("master"))
        .isInstanceOf(StateError.class)
        .hasMessageContaining("may have read changes from a root that was given up");
  }

  private ChangeProvider.Report change(String provider) {
    return change(leaf, provider);
  }

  private static ChangeProvider.Report change(Place place, String provider) {
    return change(place, provider, Duration.ofSeconds(20));
  }

  private static ChangeProvider.Report change(Place place, String provider, Duration limit) {
    try (Session session = place.session()) {
      return new ChangeProvider(
              session,
              Place.DATABASES,
              Place.QUEUE,
              Patience.of(Optional.of(limit), Duration.ofMillis(20)))
          .run(provider);
    }
  }

  private String provider() {
    return leaf.database()
        .value(
            "select provider_node from pgq_node.local_state where consumer_name = 'slave_worker'");
  }

  private long position() {
    return leaf.database()
        .count(
            "select last_tick_id from pgq_node.local_state where consumer_name = 'slave_worker'");
  }
}
