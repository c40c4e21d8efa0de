package org.jlondiste.chance;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jlondiste.config.ConnectString;
import org.jlondiste.model.NodeType;
import org.jlondiste.operation.AddTables;
import org.jlondiste.operation.CreateNode;
import org.jlondiste.operation.ExecuteScripts;
import org.jlondiste.operation.RegistrationFilter;
import org.jlondiste.operation.Resync;
import org.jlondiste.operation.TableSettings;
import org.jlondiste.postgres.Databases;
import org.jlondiste.postgres.Session;
import org.jlondiste.schema.Installer;
import org.jlondiste.script.Script;
import org.jlondiste.support.Database;
import org.jlondiste.topology.LocalNode;
import org.jlondiste.worker.Worker;
import org.jlondiste.worker.WorkerOptions;

/**
 * A root and those that follow it, and what is done to them.
 *
 * @param followers each follows the one before, the first one the root
 */
record Nodes(Database root, List<Follower> followers) {
  static final String QUEUE = "chanceq";

  private static final Databases DATABASES =
      (connectString, purpose) -> Session.open(ConnectString.parse(connectString), purpose);

  Nodes {
    followers = List.copyOf(followers);
  }

  Follower leaf() {
    return followers.get(followers.size() - 1);
  }

  void create() {
    create(root, NodeType.ROOT, "root", Optional.empty());
    Database provider = root;
    for (Follower follower : followers) {
      create(
          follower.database(),
          follower.equals(leaf()) ? NodeType.LEAF : NodeType.BRANCH,
          follower.name(),
          Optional.of(provider.connectString()));
      provider = follower.database();
    }
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
  static AddTables.Report addAll(Database database) {
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

  /** Has tables copied afresh. */
  static void resync(Database database, List<String> tables) {
    List<String> words = tables.stream().map(table -> quoted(table)).toList();
    try (Session session = DATABASES.open(database.connectString(), "resync")) {
      new Resync(session, DATABASES, QUEUE)
          .run(new Resync.Request(words, false, Optional.empty(), false));
    }
  }

  /** A table's name in the set as one word that is no pattern. */
  private static String quoted(String table) {
    int dot = table.indexOf('.');
    return '"'
        + table.substring(0, dot).replace("\"", "\"\"")
        + "\".\""
        + table.substring(dot + 1).replace("\"", "\"\"")
        + '"';
  }

  /** Runs a script on the root, and on the others when it is their turn. */
  void execute(String name, String sql, Duration patience) {
    try (Session session = DATABASES.open(root.connectString(), "execute")) {
      new ExecuteScripts(session, QUEUE)
          .run(new ExecuteScripts.Request(List.of(Script.parse(name, sql)), patience));
    }
  }

  long tick() {
    return root.count("select pgq.force_tick('" + QUEUE + "')");
  }

  /** Looks whether tables were altered, as the root's worker does now and then. */
  void watch() {
    root.query("select jlondiste.watch_capture('" + QUEUE + "', false)");
  }

  /** Changes the event table that is written to, if nobody needs the next one any more. */
  void rotate() {
    root.run(
        "update pgq.queue set queue_rotation_period = '0'",
        "select pgq.maint_rotate_tables_step1('" + QUEUE + "')",
        "select pgq.maint_rotate_tables_step2()");
  }

  static Worker worker(Follower follower, WorkerOptions options) {
    String location = follower.database().connectString();
    return new Worker(
        new LocalNode(
            QUEUE, follower.name() + "_w", purpose -> DATABASES.open(location, purpose), DATABASES),
        options);
  }

  /** Ends sessions of workers and copies, or some of them, wherever they are just now. */
  void killSessions(Random random) {
    int chosen = random.nextInt(1 + followers.size());
    Database database = chosen == 0 ? root : followers.get(chosen - 1).database();
    database.query(
        "select pg_terminate_backend("
            + pid(database)
            + ")"
            + sessionsOf(database)
            + " and (application_name like '%leaf_w%' or application_name like"
            + " '%branch_w%' or application_name like '%copy%') and random() < 0.7");
  }

  /** Cancels what the sessions of the root are just doing. */
  void cancelStatements() {
    root.query("select pg_cancel_backend(" + pid(root) + ")" + sessionsOf(root));
  }

  /** Ends all sessions on all nodes. */
  void endSessions() {
    for (Database database : all()) {
      database.query("select pg_terminate_backend(" + pid(database) + ")" + sessionsOf(database));
    }
  }

  private static String sessionsOf(Database database) {
    return " from pg_stat_activity where datname = current_database() and "
        + pid(database)
        + " <> pg_backend_pid()";
  }

  private static String pid(Database database) {
    return Double.parseDouble(database.server().version()) < 9.2 ? "procpid" : "pid";
  }

  private List<Database> all() {
    return Stream.concat(Stream.of(root), followers.stream().map(Follower::database)).toList();
  }

  /** What every session of the databases does and waits for. */
  List<String> activity() {
    return all().stream()
        .flatMap(
            database ->
                database
                    .query("select * from pg_stat_activity where datname = current_database()")
                    .stream()
                    .map(row -> database.name() + ": " + row.replace('\n', ' ')))
        .toList();
  }
}
