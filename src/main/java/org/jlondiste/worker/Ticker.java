package org.jlondiste.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the queues of many databases, each on its own: what pgqd is for PgQ. Databases are
 * found, and found again, while it runs.
 */
public final class Ticker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);
  private static final Sql DATABASES = Sql.of(Ticker.class, "databases.sql");
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Connections connections;
  private final TickerStatistics statistics = new TickerStatistics();
  private final Map<String, DatabaseCare> cared = new LinkedHashMap<>();
  private final Chore detecting;
  private volatile TickerSettings settings;

  /** Where a ticker connects to. */
  public interface Connections {
    /** To a database in which queues may live. */
    Session open(String database);

    /** To the database that is asked which others there are. */
    Session openInitial();
  }

  public Ticker(Connections connections, TickerSettings settings) {
    this.connections = connections;
    this.settings = settings;
    this.detecting =
        new Chore("detect", "databases", connections::openInitial, this::isDetecting, this::detect);
  }

  /**
   * Tries whether there is a server to work with: where databases are found by themselves that one
   * must answer, otherwise any of them.
   *
   * @throws DatabaseError if none answers
   */
  public void probe() {
    if (isDetecting()) {
      connections.openInitial().close();
      return;
    }
    List<DatabaseError> failures = new ArrayList<>();
    for (String database : settings.databases()) {
      try {
        connections.open(database).close();
        return;
      } catch (DatabaseError e) {
        failures.add(e);
      }
    }
    throw failures.get(0);
  }

  /** Begins to work, in threads of its own. */
  public void start() {
    if (!isDetecting()) {
      care(settings.databases());
    }
    detecting.startOrWake();
  }

  /** Works by other settings from now on, and looks at all databases again at once. */
  public void reconfigure(TickerSettings newSettings) {
    settings = newSettings;
    if (!isDetecting()) {
      care(newSettings.databases());
    }
    detecting.wake();
    snapshot().forEach(DatabaseCare::wake);
  }

  /** What was done since the last call, in one line. */
  public String statistics() {
    return statistics.line();
  }

  /** Names the databases that have not answered for a while in the log. */
  public void reportHanging() {
    snapshot().forEach(DatabaseCare::reportHanging);
  }

  /** Asks the servers to give up what they are doing for the ticker; does not wait. */
  public void cancel() {
    snapshot().forEach(DatabaseCare::cancel);
  }

  /** Lets what is under way come to its end, if it comes soon. */
  @Override
  public void close() {
    Collection<DatabaseCare> all = snapshot();
    detecting.stop();
    all.forEach(DatabaseCare::stop);
    try {
      if (!awaitEnd(all)) {
        inBackground(this::cancel);
        awaitEnd(all);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean awaitEnd(Collection<DatabaseCare> all) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    boolean ended = detecting.awaitEnd(left(end));
    for (DatabaseCare care : all) {
      ended &= care.awaitEnd(left(end));
    }
    return ended;
  }

  /** For requests that may hang as long as a server does. */
  private static void inBackground(Runnable request) {
    Thread thread = new Thread(request, "cancel");
    thread.setDaemon(true);
    thread.start();
  }

  private static Duration left(long end) {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  private boolean isDetecting() {
    return settings.databases().isEmpty();
  }

  private Chore.Next detect(Session session) {
    LOG.info("auto-detecting dbs ...");
    care(session.rows(DATABASES.bound()).stream().map(row -> row.text("name")).toList());
    return new Chore.Next(settings.checkPeriod(), Duration.ZERO);
  }

  /** Looks after these databases from now on, and no longer after others. */
  private synchronized void care(Collection<String> databases) {
    for (String gone : List.copyOf(cared.keySet())) {
      if (!databases.contains(gone)) {
        LOG.info("Unregister database: [{}]", gone);
        DatabaseCare care = cared.remove(gone);
        care.stop();
        inBackground(care::cancel);
      }
    }
    for (String database : databases) {
      cared.computeIfAbsent(database, this::begin);
    }
  }

  private DatabaseCare begin(String database) {
    DatabaseCare care =
        new DatabaseCare(database, () -> connections.open(database), () -> settings, statistics);
    care.start();
    return care;
  }

  private synchronized Collection<DatabaseCare> snapshot() {
    return List.copyOf(cared.values());
  }
}
