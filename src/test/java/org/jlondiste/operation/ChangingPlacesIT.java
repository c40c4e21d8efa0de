package org.jlondiste.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.error.InterruptionError;
import org.jlondiste.error.StateError;
import org.jlondiste.error.UsageError;
import org.jlondiste.operation.Takeover.Fate;
import org.jlondiste.postgres.Databases;
import org.jlondiste.postgres.Session;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Rows;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A root, two branches in a row, and a leaf at the end change their places and their names. */
class ChangingPlacesIT {
  private final Place root = new Place(Servers.get("9.6").createDatabase("places"), "top");
  private final Place upper = new Place(Servers.get("15").createDatabase("places"), "upper");
  private final Place lower = new Place(Servers.get("17").createDatabase("places"), "lower");
  private final Place leaf = new Place(Servers.get("18").createDatabase("places"), "end");
  private final List<Place> all = List.of(root, upper, lower, leaf);

  @BeforeEach
  void fourNodesInARow() {
    all.forEach(
        place -> place.database().run("create table orders (id int primary key, note text)"));
    root.createRoot();
    upper.createBranch(root);
    lower.createBranch(upper);
    leaf.createLeaf(lower);
    all.forEach(place -> place.addTables());
  }

  @Test
  void branchesChangePlaces() {
    try (Workers workers = Workers.of(root, upper, lower, leaf)) {
      awaitSync(workers);
      write(1);
      takeover(lower, "upper");
      assertThat(providers()).containsExactly("top", "lower", "top", "lower");
      write(2);
      takeoverCutShort(upper, "lower", Fate.ALIVE);
      assertThat(providers()).containsExactly("top", "top", "upper", "upper");
      write(3);
      takeover(upper, "end");
      takeover(root, "lower");
      assertThat(providers()).containsExactly("top", "top", "top", "upper");
      write(4);
      takeoverCutShort(lower, "top", Fate.ALIVE);
      assertThat(providers()).containsExactly("lower", "lower", "lower", "upper");
      lower.database().run("insert into orders values (1, 'new root')");
      assertSameAs(lower);
    }
  }

  /** Others may make its ticks; of a worker of Londiste's these are no sign. */
  @Test
  void aRootWithoutAWorkerHandsOver() {
    LiveWorker doomed = LiveWorker.of(root);
    try (Workers workers = Workers.of(upper, lower, leaf)) {
      awaitSync(workers);
      doomed.stop();
      root.database().run("select pgq.force_tick('replika')");

      takeover(upper, "top");

      assertThat(providers()).containsExactly("upper", "upper", "upper", "lower");
    }
  }

  @Test
  void whatWouldLoseSomethingIsRefused() {
    upper.database().run("create table lines (id int primary key)");
    root.database().run("create table lines (id int primary key)");
    root.addTables("lines");
    try (Workers workers = Workers.of(root, upper, lower, leaf)) {
      awaitSync(workers);
      assertThatThrownBy(() -> takeover(leaf, "top"))
          .isInstanceOf(StateError.class)
          .hasMessageContaining("node end is a leaf");
      assertThatThrownBy(() -> takeover(leaf, "lower"))
          .isInstanceOf(StateError.class)
          .hasMessageContaining("node end is a leaf");
      assertThatThrownBy(() -> takeover(upper, "upper"))
          .isInstanceOf(UsageError.class)
          .hasMessageContaining("same node?");
      Await.until(
          "the branch hears of the table",
          () -> upper.database().count("select count(*) from londiste.table_info") == 2);
      assertThatThrownBy(() -> takeover(upper, "top"))
          .isInstanceOf(StateError.class)
          .hasMessageContaining("public.lines is not replicated here");
      upper
          .database()
          .run("update londiste.table_info set merge_state = 'wanna-sync:9999' where local");
      assertThatThrownBy(() -> takeover(upper, "top"))
          .isInstanceOf(StateError.class)
          .hasMessageContaining("tables are still being copied here: public.orders");
      upper.database().run("update londiste.table_info set merge_state = 'ok' where local");
      assertThatThrownBy(() -> run(upper, "top", Fate.DEAD_ROOT, false))
          .isInstanceOf(StateError.class)
          .hasMessageContaining("node top answers");
      upper.database().run("delete from jlondiste.stopped_table");
      root.database().run("insert into orders values (1, 'still the root')");
      assertThat(root.database().query("select paused from pgq_node.local_state"))
          .containsExactly("f");
    }
  }

  @Test
  void aTransactionThatWaitsTooLongCallsItOff() throws SQLException {
    try (Workers workers = Workers.of(root, upper, lower, leaf);
        Connection open = root.database().connect()) {
      awaitSync(workers);
      begin(open, "insert into orders values (1, 'open')");

      assertThatThrownBy(() -> takeover(upper, "top", false, Duration.ofSeconds(2)))
          .isInstanceOf(InterruptionError.class)
          .hasMessageContaining("open transactions on node top that have written to end");

      open.commit();
      root.database().run("insert into orders values (2, 'let in again')");
      assertSame();
    }
  }

  /**
   * It has its number from before the last tick that came from the old root, and writes when the
   * queue is this node's own.
   */
  @Test
  void whatATransactionFromBeforeWritesAfterwardsIsNotLost() throws SQLException {
    upper.database().run("create table local_notes (note text)");
    try (Connection before = upper.database().connect()) {
      try (Workers workers = Workers.of(root, upper)) {
        workers.awaitSync(upper);
        begin(before, "insert into local_notes values ('takes a number')");
        root.database().run("insert into orders values (1, 'a later tick')");
        awaitArrival(root, List.of(upper));
      }
      upper
          .database()
          .run(
              "select pgq_node.promote_branch('replika')",
              "select pgq.register_consumer('replika', 'reader')");
      try (Statement statement = before.createStatement()) {
        statement.execute("insert into orders values (2, 'written at last')");
      }
      before.commit();
    }
    upper.database().query("select pgq.force_tick('replika')");

    assertThat(
            upper
                .database()
                .query(
                    "select ev_type, ev_data from pgq.get_batch_events("
                        + upper.database().value("select pgq.next_batch('replika', 'reader')")
                        + ")"))
        .contains("INSERT|(2,\"written at last\")");
  }

  @Test
  void aDeadBranchIsReplaced() {
    LiveWorker doomed = LiveWorker.of(upper);
    try (Workers workers = Workers.lasting(root, lower, leaf)) {
      awaitSync(workers);
      changeProvider(leaf, "upper");
      doomed.stop();
      everywhereElse("upper", "host=127.0.0.1 port=1 dbname=none user=nobody");
      root.database().run("insert into orders values (1, 'not on the dead branch')");

      takeoverCutShort(lower, "upper", Fate.DEAD_BRANCH);

      assertThat(provider(lower)).isEqualTo("top");
      assertThat(provider(leaf)).isEqualTo("lower");
      awaitArrival(root, List.of(lower, leaf));
      try (Session session = root.session()) {
        assertThat(new DropNode(session, Place.DATABASES, Place.QUEUE).run("upper").failures())
            .isEmpty();
      }
      assertThat(root.database().query("select subscriber_node from pgq_node.subscriber_info"))
          .containsExactly("lower");
    }
  }

  /**
   * The new root numbers its own ticks from where the branch was: the leaf would pass over them.
   */
  @Test
  void aLeafThatHasMoreThanTheNewRootDoesNotFollowIt() {
    LiveWorker doomed = LiveWorker.of(root);
    LiveWorker slow = LiveWorker.of(upper);
    try (Workers workers = Workers.lasting(lower, leaf)) {
      awaitSync(workers);
      changeProvider(leaf, "top");
      slow.stop();
      root.database().run("insert into orders values (1, 'on the leaf alone')");
      awaitArrival(root, List.of(leaf));
      doomed.stop();
      everywhereElse("top", "host=127.0.0.1 port=1 dbname=none user=nobody");

      assertThatThrownBy(() -> run(upper, "top", Fate.DEAD_ROOT, false))
          .isInstanceOf(StateError.class)
          .hasMessageContaining("leaf end is at tick");

      Takeover.Report report = run(upper, "top", Fate.DEAD_ROOT, true);

      assertThat(report.failures()).singleElement().asString().contains("end", "given up");
      assertThat(provider(leaf)).isEqualTo("top");
      upper
          .database()
          .run("insert into orders values (2, 'new root')", "select pgq.force_tick('replika')");
      awaitArrival(upper, List.of(lower));
      assertThat(leaf.database().query("select id from orders")).containsExactly("1");
    }
  }

  @Test
  void aDeadRootThatIsDroppedHoldsNothing() throws SQLException, InterruptedException {
    for (Place place : all) {
      place
          .database()
          .run(
              "create sequence \"Order id\" owned by orders.id",
              "alter table orders alter id set default nextval('\"Order id\"')",
              "create sequence loose");
      place.addSequences();
    }
    LiveWorker doomed = LiveWorker.of(root);
    try (Workers workers = Workers.lasting(upper, lower, leaf)) {
      awaitSync(workers);
      changeProvider(leaf, "top");
      doomed.stop();
      root.database()
          .run("select setval('\"Order id\"', 50000)", "insert into orders (note) values ('late')");
      awaitArrival(root, List.of(upper, lower, leaf));
      everywhereElse("top", "host=127.0.0.1 port=1 dbname=none user=nobody");

      killedBeforePromotion();
      String advice = "select pgq.seq_setval('public.Order id', 50001)";
      assertThat(CommandLog.during(() -> takeoverCutShort(upper, "top", Fate.DEAD_ROOT)).warnings())
          .anyMatch(warning -> warning.contains("public.orders.id holds 50001 already"))
          .anyMatch(warning -> warning.contains(advice))
          .anyMatch(warning -> warning.endsWith("draw from them: public.loose"));
      upper.database().run(advice, "insert into orders (note) values ('new root')");
      assertThat(upper.database().query("select id from orders where note = 'new root'"))
          .containsExactly("50002");

      assertThat(provider(leaf)).isEqualTo("upper");
      assertThat(consumers(upper)).contains("top.gravestone");
      upper.database().run("insert into orders values (7, 'new root')");
      assertThat(
              CommandLog.during(
                      () ->
                          assertThat(run(upper, "top", Fate.DEAD_ROOT, false).failures()).isEmpty())
                  .warnings())
          .noneMatch(warning -> warning.contains("holds"));
      try (Session session = upper.session()) {
        assertThat(new DropNode(session, Place.DATABASES, Place.QUEUE).run("top").failures())
            .isEmpty();
      }
      assertThat(consumers(upper))
          .containsExactly(
              ".end.watermark",
              ".global_watermark",
              ".lower.watermark",
              "end_worker",
              "lower_worker");
      awaitArrival(upper, List.of(lower, leaf));
    }
  }

  @Test
  void aResurrectionThatIsKilledIsRepeated(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("lost.json");
    try (Workers workers = Workers.lasting(root, upper, lower, leaf)) {
      awaitSync(workers);
      everywhereElse("top", "host=127.0.0.1 port=1 dbname=none user=nobody");
      Await.until(
          "nobody reads from the root any more",
          () ->
              root.database()
                      .count(
                          "select count(*) from pg_stat_activity where datname ="
                              + " current_database() and application_name = 'worker"
                              + " upper_worker'")
                  == 0);
      root.database()
          .run(
              "insert into orders values (8, 'only \"here\"')",
              "select pgq.force_tick('replika')",
              // others that read here, and another queue with ticks of the same numbers
              "select pgq.register_consumer('replika', 'mailer')",
              "select pgq.create_queue('another')",
              "insert into pgq.tick (tick_queue, tick_id, tick_time, tick_snapshot, tick_event_seq)"
                  + " select q.queue_id, t.tick_id + 1, now(), '1:1:', 1 from pgq.queue q, pgq.tick"
                  + " t where q.queue_name = 'another' and t.tick_queue <> q.queue_id");
      run(upper, "top", Fate.DEAD_ROOT, false);
      upper.database().run("insert into orders values (9, 'on the new root')");
      everywhereElse("top", root.location());

      killedWhileSubscribing(file);
      assertThat(Files.readString(file)).contains("(8,\\\"only \\\"\\\"here");
      assertThat(resurrect(Place.DATABASES, file).lost()).isZero();
      assertThat(consumers(root)).doesNotContain("mailer");

      root.database().run("update pgq_node.local_state set paused = false, uptodate = false");
      awaitSync(workers);
      Await.until(
          "the old root has its rows again",
          () ->
              root.database()
                      .count(
                          "select count(*) from londiste.table_info where local and merge_state is"
                              + " distinct from 'ok'")
                  == 0);
      awaitArrival(upper, all);
      assertThat(root.database().query("select id from orders")).containsExactly("9");
      assertThat(consumers(upper)).doesNotContain("top.gravestone");
      Await.until(
          "all know that it is back",
          () ->
              leaf.database().count("select count(*) from pgq_node.node_location where dead") == 0);
    }
  }

  /** The old root is tagged, its readers stand still, and nobody is the root. */
  private void killedBeforePromotion() throws SQLException, InterruptedException {
    try (Connection holder = upper.database().connect()) {
      begin(holder, "select 1 from pgq.queue for no key update");
      Databases doomed = (location, purpose) -> Place.DATABASES.open(location, "doomed");
      Thread thread =
          new Thread(
              () ->
                  assertThatThrownBy(
                          () -> {
                            try (Session session = doomed.open(upper.location(), "doomed")) {
                              new Takeover(
                                      session,
                                      doomed,
                                      Place.QUEUE,
                                      patience(Duration.ofSeconds(30)),
                                      lastThing -> {})
                                  .run(
                                      new Takeover.Request(
                                          "top", Fate.DEAD_ROOT, false, false, false));
                            }
                          })
                      .isInstanceOf(DatabaseError.class));
      thread.start();
      endDoomed();
      thread.join();
    }
    assertThat(upper.database().query("select node_type from pgq_node.node_info"))
        .containsExactly("branch");
    assertThat(upper.database().query("select paused from pgq_node.local_state order by 1"))
        .contains("t");
  }

  private void endDoomed() {
    String waiting =
        " from pg_stat_activity where datname = current_database() and application_name ="
            + " 'doomed' and wait_event_type = 'Lock'";
    Await.until(
        "it waits in the end", () -> upper.database().count("select count(*)" + waiting) == 1);
    upper.database().query("select pg_terminate_backend(pid)" + waiting);
  }

  private void killedWhileSubscribing(Path file) throws SQLException, InterruptedException {
    Databases doomed = (location, purpose) -> Place.DATABASES.open(location, "doomed");
    try (Connection holder = upper.database().connect()) {
      begin(holder, "lock table pgq_node.subscriber_info in exclusive mode");
      Thread thread =
          new Thread(
              () ->
                  assertThatThrownBy(() -> resurrect(doomed, file))
                      .isInstanceOf(DatabaseError.class));
      thread.start();
      endDoomed();
      thread.join();
    }
    assertThat(provider(root)).isEqualTo("upper");
  }

  private Resurrection.Report resurrect(Databases databases, Path file) {
    try (Session session = root.session()) {
      return new Resurrection(session, databases, Place.QUEUE, patience(Duration.ofSeconds(30)))
          .run(file);
    }
  }

  @Test
  void nodesAreRenamedAndRelocated() {
    try (Workers workers = Workers.of(root, upper, lower, leaf)) {
      awaitSync(workers);
      assertThatThrownBy(() -> rename(lower, "end", "upper"))
          .isInstanceOf(StateError.class)
          .hasMessageContaining("node upper exists already");
      for (Place place : List.of(root, upper, leaf)) {
        assertThat(rename(lower, place.node(), "new_" + place.node()).failures()).isEmpty();
      }
      leaf.database().run("update pgq_node.local_state set paused = true, uptodate = false");
      assertThat(rename(lower, "end", "new_end").failures()).isEmpty();
      assertThat(leaf.database().query("select paused from pgq_node.local_state"))
          .as("a worker that was paused stays so")
          .containsExactly("t");
      leaf.database().run("update pgq_node.local_state set paused = false, uptodate = false");
      assertThat(providers()).containsExactly("new_top", "new_top", "new_upper", "lower");
      assertThat(consumers(lower))
          .containsExactly(".global_watermark", ".new_end.watermark", "end_worker");
      String elsewhere = upper.location().replace("127.0.0.1", "localhost");
      try (Session session = leaf.session()) {
        RelocateNode relocate = new RelocateNode(session, Place.DATABASES, Place.QUEUE);
        assertThatThrownBy(() -> relocate.run("new_upper", root.location(), "", true))
            .isInstanceOf(StateError.class)
            .hasMessageContaining("is node new_top, not new_upper");
        assertThat(relocate.run("new_upper", elsewhere, elsewhere, true).failures()).isEmpty();
      }
      write(5);
      assertSame();
      for (Place place : all) {
        assertThat(
                place
                    .database()
                    .query("select node_name from pgq_node.node_location order by node_name"))
            .as("members that %s knows", place)
            .containsExactly("lower", "new_end", "new_top", "new_upper");
        assertThat(
                place
                    .database()
                    .value(
                        "select node_location from pgq_node.node_location where node_name ="
                            + " 'new_upper'"))
            .isEqualTo(elsewhere);
      }
    }
  }

  private static void begin(Connection connection, String sql) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void awaitSync(Workers workers) {
    List.of(upper, lower, leaf)
        .forEach(
            place ->
                Await.until(
                    place.node() + " is in sync",
                    () ->
                        place
                                .database()
                                .count(
                                    "select count(*) from londiste.table_info where local and"
                                        + " merge_state is distinct from 'ok'")
                            == 0));
    workers.all().forEach(LiveWorker::throwFailure);
  }

  private void write(int number) {
    root.database()
        .run(
            "insert into orders select i * 10 + "
                + number
                + ", 'new' from generate_series(1, 50) i",
            "update orders set note = 'changed' where id % 7 = " + number);
  }

  private void assertSame() {
    assertSameAs(root);
  }

  private void assertSameAs(Place source) {
    awaitArrival(source, all);
  }

  private static void awaitArrival(Place source, List<Place> places) {
    long goal = source.database().count("select pgq.force_tick('replika')");
    for (Place place : places) {
      if (!place.equals(source)) {
        Await.until(
            place.node() + " reaches tick " + goal,
            () ->
                place.database().count("select min(last_tick_id) from pgq_node.local_state")
                    >= goal);
        Rows.assertSameRows(source.database(), place.database(), "orders");
      }
    }
  }

  private List<String> providers() {
    return all.stream().map(ChangingPlacesIT::provider).toList();
  }

  private static String provider(Place place) {
    return place
        .database()
        .value(
            "select provider_node from pgq_node.local_state where consumer_name = '"
                + place.node()
                + "_worker'");
  }

  private static List<String> consumers(Place place) {
    return place
        .database()
        .query(
            "select consumer_name from pgq.get_consumer_info() order by consumer_name collate"
                + " \"C\"");
  }

  private void everywhereElse(String node, String location) {
    for (Place place : all) {
      Database database = place.database();
      if (!place.node().equals(node)) {
        database.run(
            "update pgq_node.node_location set node_location = '"
                + location
                + "' where node_name = '"
                + node
                + "'");
      }
    }
  }

  private static RenameNode.Report rename(Place place, String before, String after) {
    try (Session session = place.session()) {
      return new RenameNode(session, Place.DATABASES, Place.QUEUE, patience(Duration.ofSeconds(30)))
          .run(before, after);
    }
  }

  private static void takeover(Place place, String old) {
    takeover(place, old, false);
  }

  private static void takeover(Place place, String old, boolean moveAll) {
    takeover(place, old, moveAll, Duration.ofSeconds(30));
  }

  private static void takeover(Place place, String old, boolean moveAll, Duration limit) {
    try (Session session = place.session()) {
      Takeover.Report report =
          new Takeover(session, Place.DATABASES, Place.QUEUE, patience(limit), lastThing -> {})
              .run(new Takeover.Request(old, Fate.ALIVE, moveAll, false, false));
      assertThat(report.failures()).isEmpty();
    }
  }

  /** It loses its connections at each of its steps, and is given again. */
  private void takeoverCutShort(Place place, String old, Fate fate) {
    CutShort cutShort = new CutShort(all);
    Takeover.Report report =
        cutShort.run(
            databases -> {
              try (Session session = databases.open(place.location(), "takeover")) {
                return new Takeover(
                        session,
                        databases,
                        Place.QUEUE,
                        patience(Duration.ofSeconds(30)),
                        lastThing -> {})
                    .run(new Takeover.Request(old, fate, fate == Fate.ALIVE, false, false));
              }
            });
    assertThat(report.failures()).isEmpty();
    assertThat(cutShort.cuts()).isGreaterThan(3);
  }

  private static void changeProvider(Place place, String provider) {
    try (Session session = place.session()) {
      new ChangeProvider(session, Place.DATABASES, Place.QUEUE, patience(Duration.ofSeconds(30)))
          .run(provider);
    }
  }

  private static Takeover.Report run(Place place, String old, Fate fate, boolean force) {
    try (Session session = place.session()) {
      return new Takeover(
              session,
              Place.DATABASES,
              Place.QUEUE,
              patience(Duration.ofSeconds(30)),
              lastThing -> {})
          .run(new Takeover.Request(old, fate, false, force, false));
    }
  }

  private static Patience patience(Duration limit) {
    return Patience.of(Optional.of(limit), Duration.ofMillis(20));
  }
}
