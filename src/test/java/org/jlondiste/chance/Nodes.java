package org.jlondiste.chance;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jlondiste.config.ConnectString;
import org.jlondiste.model.NodeType;
import org.jlondiste.operation.AddTables;
import org.jlondiste.operation.CreateNode;
import org.jlondiste.operation.RegistrationFilter;
import org.jlondiste.operation.Resync;
import org.jlondiste.operation.TableSettings;
import org.jlondiste.postgres.Databases;
import org.jlondiste.postgres.Session;
import org.jlondiste.schema.Installer;
import org.jlondiste.support.Database;
import org.jlondiste.topology.LocalNode;
import org.jlondiste.worker.Worker;
import org.jlondiste.worker.WorkerOptions;

/** A root and a leaf, and what is done to them. */
record Nodes(Database root, Database leaf) {
  static final String QUEUE = "chanceq";

  private static final Databases DATABASES =
      (connectString, purpose) -> Session.open(ConnectString.parse(connectString), purpose);

  void create() {
    create(root, NodeType.ROOT, "root", Optional.empty());
    create(leaf, NodeType.LEAF, "leaf", Optional.of(root.connectString()));
  }

  private static void create(
      Database database, NodeType type, String name, Optional<String> provider) {
    String location = database.connectString();
    try (Session session = DATABASES.open(location, "create")) {
      new CreateNode(session, DATABASES, QUEUE, here -> new Installer(here).install())
          .run(
              new CreateNode.Request(
                  type,
                  name,
                  name + "_w",
                  location,
                  location,
                  provider,
                  Optional.empty(),
                  List.of(),
                  true,
                  RegistrationFilter.NONE));
    }
  }

  /** Adds all tables that can be added. */
  AddTables.Report addAll(Database database) {
    try (Session session = DATABASES.open(database.connectString(), "add")) {
      return new AddTables(session, DATABASES, QUEUE, pause -> {})
          .run(
              new AddTables.Request(
                  List.of(),
                  true,
                  TableSettings.PLAIN,
                  Optional.empty(),
                  false,
                  false,
                  Duration.ofSeconds(10),
                  RegistrationFilter.NONE));
    }
  }

  /** Has a table copied afresh. */
  void resync(String table) {
    try (Session session = DATABASES.open(leaf.connectString(), "resync")) {
      new Resync(session, DATABASES, QUEUE)
          .run(new Resync.Request(List.of(table), false, Optional.empty(), false));
    }
  }

  long tick() {
    return root.count("select pgq.force_tick('" + QUEUE + "')");
  }

  /** Changes the event table that is written to, if nobody needs the next one any more. */
  void rotate() {
    root.run(
        "update pgq.queue set queue_rotation_period = '0'",
        "select pgq.maint_rotate_tables_step1('" + QUEUE + "')",
        "select pgq.maint_rotate_tables_step2()");
  }

  long position() {
    return leaf.count(
        "select last_tick_id from pgq_node.local_state where consumer_name = 'leaf_w'");
  }

  Worker worker(Random random) {
    return new Worker(
        new LocalNode(
            QUEUE, "leaf_w", purpose -> DATABASES.open(leaf.connectString(), purpose), DATABASES),
        options(random));
  }

  /** How a worker works, by chance: in small steps or large ones. */
  static WorkerOptions options(Random random) {
    int[] portions = {1, 2, 7, 100, 10_000};
    int[] chunks = {0, 1, 3, 20, 1000};
    int threads = 1 + random.nextInt(3);
    return new WorkerOptions(
        new WorkerOptions.Batches(
            portions[random.nextInt(portions.length)],
            random.nextBoolean() ? 200 : 1_000_000,
            random.nextBoolean() ? 1 : 2000,
            Optional.empty(),
            Optional.empty()),
        new WorkerOptions.Copies(
            1 + random.nextInt(3), chunks[random.nextInt(chunks.length)], table -> threads, 0),
        WorkerOptions.Sparing.NONE,
        new WorkerOptions.Periods(
            Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMillis(50)),
        new WorkerOptions.Scope(table -> true, sequence -> true, false, false),
        "");
  }

  /** Ends the sessions of the worker, or some of them, wherever they are just now. */
  void killSessions(Random random) {
    Database database = random.nextBoolean() ? root : leaf;
    String pid = Double.parseDouble(database.server().version()) < 9.2 ? "procpid" : "pid";
    String name =
        Double.parseDouble(database.server().version()) < 9
            ? "usename <> ''"
            : "application_name like '%leaf_w%' or application_name like '%copy%'";
    database.query(
        "select pg_terminate_backend("
            + pid
            + ") from pg_stat_activity where datname = current_database() and "
            + pid
            + " <> pg_backend_pid() and ("
            + name
            + ") and random() < 0.7");
  }
}
