package org.jlondiste.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jlondiste.apply.Applier;
import org.jlondiste.apply.ApplyMode;
import org.jlondiste.change.Change;
import org.jlondiste.change.ChangeDecoder;
import org.jlondiste.change.Piece;
import org.jlondiste.model.Event;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.jlondiste.queue.Batch;
import org.jlondiste.queue.ReadAhead;
import org.jlondiste.queue.Subscription;
import org.jlondiste.queue.Ticks;
import org.jlondiste.support.Database;
import org.jlondiste.support.Rows;
import org.jlondiste.support.Servers;

/**
 * A source whose tables are captured and a target to which their changes are applied, strictly: a
 * change that does not fit the target's rows is an error.
 *
 * <p>Stories share a pair; each has a schema of its own. For one thread at a time.
 */
final class Pair {
  static final String QUEUE = "stories";
  private static final String CONSUMER = "target";
  private static final Map<String, Pair> PAIRS = new ConcurrentHashMap<>();

  final Database source;
  final Database target;
  private final Session reading;
  private final Session writing;
  private final Subscription subscription;
  private final Ticks ticks;
  private final Applier applier;
  private Connection application;
  private final List<String> tables = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private String schema = "";
  private int stories;

  private Pair(String sourceVersion, String targetVersion) {
    source = Servers.get(sourceVersion).createDatabase("source");
    target = Servers.get(targetVersion).createDatabase("target");
    reading = source.session();
    new Installer(reading).install();
    source.run(
        "select pgq_node.register_location('stories', 'root', 'dbname=here', false)",
        "select pgq_node.create_node('stories', 'root', 'root', 'root_w', null, null, null)",
        "select pgq.register_consumer('stories', 'target')");
    writing = target.session();
    writing.execute("set session_replication_role = replica");
    subscription = new Subscription(reading, QUEUE, CONSUMER);
    ticks = new Ticks(reading, QUEUE);
    applier = new Applier(writing);
    application = connected(source);
  }

  /** The pair of these versions that all stories share. */
  static Pair of(String sourceVersion, String targetVersion) {
    return PAIRS.computeIfAbsent(
        sourceVersion + " " + targetVersion, key -> new Pair(sourceVersion, targetVersion));
  }

  /** Begins a story: an empty schema of this name on both sides, first in the search path. */
  void begin(String word) {
    stories++;
    schema = word + "_" + stories;
    tables.clear();
    events.clear();
    source.run("create schema \"" + schema + "\"");
    target.run("create schema \"" + schema + "\"");
    reconnect();
  }

  /** The application comes back on a new connection. */
  void reconnect() {
    try {
      application.close();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    application = connected(source);
    run("set search_path = \"" + schema + "\", public");
  }

  String schema() {
    return schema;
  }

  /** The major version number of the target, 9 for all of 9.0 to 9.6. */
  int targetMajor() {
    return Integer.parseInt(target.server().version().split("\\.", -1)[0]);
  }

  /** Runs statements on both sides, each in a transaction of its own. */
  void onBoth(String... statements) {
    run(statements);
    onTarget(statements);
  }

  /** Runs statements on the target alone. */
  void onTarget(String... statements) {
    for (String statement : statements) {
      writing.execute(
          "set search_path = \""
              + schema
              + "\", public; "
              + statement
              + "; set search_path = pg_catalog");
    }
    applier.forgetAll();
  }

  /** Runs statements as the application, each in a transaction of its own. */
  void run(String... statements) {
    for (String text : statements) {
      try {
        tryToRun(text);
      } catch (SQLException e) {
        throw new AssertionError(source + " refuses: " + text + "\n" + e.getMessage(), e);
      }
    }
  }

  void tryToRun(String text) throws SQLException {
    try (Statement statement = application.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(text);
    }
  }

  Connection application() {
    return application;
  }

  /** Captures tables of this story from now on. */
  void capture(String... names) {
    for (String name : names) {
      String global = schema + "." + name;
      String answer =
          source.value(
              "select ret_code || ' ' || ret_note from londiste.local_add_table('stories', $name$"
                  + global
                  + "$name$)");
      if (!answer.startsWith("200") && !answer.startsWith("301")) {
        throw new AssertionError(answer);
      }
      tables.add(TableName.ofRaw(global).quoted());
    }
  }

  /** Makes a tick and applies all changes up to it. */
  void replicate() {
    ticks.tickNow();
    applyWaiting();
  }

  /** Applies what lies before the last tick. */
  void applyWaiting() {
    for (Optional<Batch> next = subscription.nextBatch();
        next.isPresent();
        next = subscription.nextBatch()) {
      Batch batch = next.get();
      try {
        writing.transactionally(() -> apply(batch));
      } finally {
        subscription.finish(batch);
      }
    }
  }

  private void apply(Batch batch) {
    ChangeDecoder decoder = new ChangeDecoder();
    try (ReadAhead<List<Event>> portions =
        new ReadAhead<>(
            reading,
            subscription,
            batch,
            "",
            new ReadAhead.Portion(100_000, 100_000_000),
            list -> list)) {
      for (Optional<List<Event>> next = portions.next(); next.isPresent(); next = portions.next()) {
        List<Change> changes = new ArrayList<>();
        for (Event event : next.get()) {
          if (event.extra1() != null && ChangeDecoder.isChange(event.type())) {
            if (event.extra1().startsWith(schema + ".")) {
              events.add(event);
            }
            changes.add(decoder.decode(event));
          }
        }
        applier.apply(Piece.of(changes), ApplyMode.STRICT);
      }
    }
  }

  /** The row events of this story so far: type and data. */
  List<String> events() {
    return events.stream().map(event -> event.type() + " " + event.data()).toList();
  }

  /** Their types alone. */
  List<String> eventTypes() {
    return events.stream().map(Event::type).toList();
  }

  void forgetEvents() {
    events.clear();
  }

  /** Fails unless all captured tables of this story are the same on both sides. */
  void assertSameRows() {
    for (String table : tables) {
      try {
        Rows.assertSameRows(source, target, table);
      } catch (AssertionError e) {
        throw new AssertionError(e.getMessage() + "events:\n" + String.join("\n", events()), e);
      }
    }
  }

  private static Connection connected(Database database) {
    try {
      return database.connect();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
