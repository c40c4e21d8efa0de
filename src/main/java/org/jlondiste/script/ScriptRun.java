package org.jlondiste.script;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.error.StateError;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.topology.ReplicatedTable;
import org.jlondiste.topology.Tables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs scripts on one node, each inside the transaction that is under way and once only. While its
 * statements run, {@code session_replication_role} is {@code local}: what they write is not
 * captured, for every node runs them itself. Afterwards the session's settings are what they were.
 */
public final class ScriptRun {
  private static final Logger LOG = LoggerFactory.getLogger(ScriptRun.class);
  private static final Sql START = Sql.of(ScriptRun.class, "execute_start.sql");
  private static final Sql FINISH = Sql.of(ScriptRun.class, "execute_finish.sql");
  private static final Sql NOTED = Sql.of(ScriptRun.class, "noted_script.sql");
  private static final Sql FORGET = Sql.of(ScriptRun.class, "forget_script.sql");
  private static final Sql ROLE = Sql.of(ScriptRun.class, "replication_role.sql");
  private static final Sql SET_ROLE = Sql.of(ScriptRun.class, "set_replication_role.sql");
  private static final Sql TOUCHED = Sql.of(ScriptRun.class, "tables_touched.sql");
  private static final Sql WATCH_CAPTURE = Sql.of(ScriptRun.class, "watch_capture.sql");
  private static final Sql TEND_CAPTURE = Sql.of(ScriptRun.class, "tend_capture.sql");

  private static final Sql HAND_ON = Sql.of(ScriptRun.class, "hand_script_on.sql");

  /** The attributes of what our own schema tells the nodes of one queue. */
  private static final String OWN_SCHEMA = "need-schema=jlondiste";

  private static final int DONE_BEFORE = 201;
  private static final int REFUSED = 400;

  private final Session session;
  private final String queue;
  private final Optional<String> combined;

  public ScriptRun(Session session, String queue) {
    this(session, queue, Optional.empty());
  }

  /**
   * @param combined the queue of which this database is the root, and which the node feeds: those
   *     who read from it run the script, too
   */
  public ScriptRun(Session session, String queue, Optional<String> combined) {
    this.session = session;
    this.queue = queue;
    this.combined = combined;
  }

  /** What became of a script on this node. */
  public enum Outcome {
    EXECUTED,
    /** The node has nothing of what the script asks for. */
    NOT_NEEDED,
    DONE_BEFORE
  }

  /**
   * Runs a script on the root, which hands it on to all other nodes.
   *
   * @param lockTimeout how long a statement may wait for a lock, while others wait behind it
   * @throws StateError if the node is not the root, if another script of this name was run, or if
   *     the node has some but not all that the script asks for
   * @throws DatabaseError naming the statement that failed
   */
  public Outcome onRoot(Script script, Duration lockTimeout) {
    List<SqlStatement> statements = ScriptRules.check(script);
    Optional<Row> noted =
        session.optionalRow(
            NOTED.with("queue", queue).with("file", script.name()).with("sql", script.text()));
    if (noted.isPresent() && !noted.get().bool("same")) {
      throw new StateError(
          "another script named "
              + script.name()
              + " was run on "
              + noted.get().text("ran_at")
              + " UTC; nodes know scripts by their names",
          "give this one another name");
    }
    return whole(
        script,
        true,
        () -> {
          limitWaits(Math.max(1, lockTimeout.toMillis()));
          alone(() -> runAll(script, statements), script.name());
        });
  }

  /**
   * Runs a script that the root has handed on.
   *
   * @param sentAt when the root ran it
   * @throws StateError if the node has some but not all that the script asks for
   * @throws DatabaseError naming the statement that failed
   */
  public Outcome received(Script script, String sentAt) {
    List<SqlStatement> statements = ScriptRules.check(script);
    session.update(
        FORGET
            .with("queue", queue)
            .with("file", script.name())
            .with("sql", script.text())
            .with("sent_at", sentAt));
    return whole(script, false, () -> runAll(script, statements));
  }

  private Outcome whole(Script script, boolean onRoot, Runnable work) {
    Row start =
        session.row(
            START
                .with("queue", queue)
                .with("file", script.name())
                .with("sql", script.text())
                .with("on_root", onRoot)
                .with("attributes", script.attributes().orElse(null)));
    int code = start.integer("ret_code");
    if (code >= REFUSED) {
      throw new StateError(
          start.text("ret_note"), "scripts are run with the INI file of the set's root");
    }
    if (code == DONE_BEFORE) {
      LOG.info("{}", start.text("ret_note"));
      LOG.warn("Skipping execution of '{}'", script.name());
      return Outcome.DONE_BEFORE;
    }
    LOG.info("{}", start.text("ret_note"));
    boolean needed = isNeeded(script);
    if (needed) {
      LOG.info("{}: executing sql", script.name());
      Places places = new Places(session, queue);
      List<Places.Place> before = places.list();
      Optional<Places> combinedPlaces = combined.map(name -> new Places(session, name));
      Optional<List<Places.Place>> combinedBefore = combinedPlaces.map(Places::list);
      watchCapture(false);
      asOperator(work);
      places.follow(before);
      combinedPlaces.ifPresent(there -> there.follow(combinedBefore.orElseThrow()));
      if (!onRoot) {
        copyAgain();
      }
      tendCapture();
      handOn(script);
    } else {
      LOG.info("{}: This SQL does not need to run on this node.", script.name());
    }
    Row finish = session.row(FINISH.with("queue", queue).with("file", script.name()));
    if (finish.integer("ret_code") >= REFUSED) {
      throw new StateError(finish.text("ret_note"), "");
    }
    LOG.info("{}", finish.text("ret_note"));
    return needed ? Outcome.EXECUTED : Outcome.NOT_NEEDED;
  }

  private boolean isNeeded(Script script) {
    NodeObjects objects = new NodeObjects(session, queue);
    List<Condition> matches = new ArrayList<>();
    List<Condition> misses = new ArrayList<>();
    for (Condition condition : script.conditions()) {
      (objects.has(condition) ? matches : misses).add(condition);
    }
    if (!matches.isEmpty() && !misses.isEmpty()) {
      throw new StateError(
          "script "
              + script.name()
              + ": SQL only partially matches local setup: matches="
              + matches
              + " misses="
              + misses,
          "give the node what it misses, or run what it needs of the script by hand and note the"
              + " script in londiste.applied_execute");
    }
    return misses.isEmpty();
  }

  /** Runs work under the settings of an ordinary session whose changes are not captured. */
  private void asOperator(Runnable work) {
    String role = session.row(ROLE.bound()).text("role");
    session.rows(SET_ROLE.with("role", "local"));
    session.execute("reset search_path");
    work.run();
    session.execute("set constraints all immediate");
    session.restoreSettings();
    session.rows(SET_ROLE.with("role", role));
  }

  /** Lets the capture fit what tables are now; that waits for locks in its own way. */
  private void tendCapture() {
    watchCapture(true);
    queues().forEach(name -> session.rows(TEND_CAPTURE.with("queue", name)));
    limitWaits(0);
  }

  private void watchCapture(boolean announced) {
    queues()
        .forEach(
            name -> session.rows(WATCH_CAPTURE.with("queue", name).with("announced", announced)));
    limitWaits(0);
  }

  /** Those whose tables the script may alter. */
  private List<String> queues() {
    return combined.map(name -> List.of(queue, name)).orElse(List.of(queue));
  }

  /** What concerns only the nodes of this queue is not for those of the combined one. */
  private void handOn(Script script) {
    if (combined.isPresent() && !script.attributes().equals(Optional.of(OWN_SCHEMA))) {
      session.rows(
          HAND_ON
              .with("combined", combined.get())
              .with("file", script.name())
              .with("sql", script.text())
              .with("attributes", script.attributes().orElse(null)));
    }
  }

  private void limitWaits(long milliseconds) {
    if (session.server().hasLockTimeout()) {
      session.execute("set local lock_timeout = " + milliseconds);
    }
  }

  private void runAll(Script script, List<SqlStatement> statements) {
    Substitution names = Substitution.of(script, new NodeObjects(session, queue));
    int number = 0;
    for (SqlStatement statement : statements) {
      number++;
      try {
        session.execute(names.in(statement.text()));
      } catch (DatabaseError e) {
        throw failed(script, number, statement, e);
      }
    }
  }

  private static DatabaseError failed(
      Script script, int number, SqlStatement statement, DatabaseError cause) {
    return new DatabaseError(
        "script "
            + script.name()
            + " fails in statement "
            + number
            + ", line "
            + statement.line()
            + ": "
            + cause.problem(),
        cause.hint().isEmpty()
            ? "nothing of the script was done here; mend what the statement needs and it goes"
                + " through when it is run again"
            : cause.hint(),
        cause.sqlState(),
        cause);
  }

  /**
   * Sees to it that nobody else writes to the tables whose rows the work changes: the other nodes
   * replay it after all that was committed before and before all that comes after.
   */
  private void alone(Runnable work, String name) {
    try {
      session.savepoint(
          () -> {
            work.run();
            checkAlone();
            return true;
          });
    } catch (NotAlone e) {
      LOG.info("{}: locking {}, and once more", name, e.tables());
      session.execute(
          "lock table "
              + e.tables().stream().map(TableName::quoted).collect(Collectors.joining(", "))
              + " in share row exclusive mode");
      work.run();
      checkAlone();
    }
  }

  private void checkAlone() {
    List<TableName> shared =
        session.rows(TOUCHED.with("queue", queue)).stream()
            .filter(row -> row.bool("writes") && !row.bool("keeps_others_out"))
            .map(row -> new TableName(row.text("schema_name"), row.text("relation_name")))
            .toList();
    if (!shared.isEmpty()) {
      throw new NotAlone(shared);
    }
  }

  /** Copies that are under way begin anew if their table is another one now. */
  private void copyAgain() {
    Tables tables = new Tables(session, queue);
    session.rows(TOUCHED.with("queue", queue)).stream()
        .map(row -> TableName.ofRaw(row.text("table_name")))
        .distinct()
        .filter(name -> tables.find(name).filter(ScriptRun::isBeingCopied).isPresent())
        .forEach(
            name -> {
              LOG.info("Table {} was changed by a script: its copy begins anew", name);
              tables.restart(name);
            });
  }

  private static boolean isBeingCopied(ReplicatedTable table) {
    return table.local() && !table.isInSync();
  }
}
