package org.jlondiste.worker;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the queues of one database: ticks, maintenance and retries, none of which waits for
 * another. A database without queue is looked at again now and then.
 */
final class DatabaseCare {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseCare.class);
  private static final Sql HAS_PGQ = Sql.of(DatabaseCare.class, "has_pgq.sql");
  private static final Sql PGQ_VERSION = Sql.of(DatabaseCare.class, "pgq_version.sql");

  private final String database;
  private final Supplier<TickerSettings> settings;
  private final TickerStatistics statistics;
  private final Chore ticking;
  private final Chore maintaining;
  private final Chore retrying;
  private volatile boolean hasQueues;

  /**
   * @param settings asked before each pause, as they may change
   */
  DatabaseCare(
      String database,
      Supplier<Session> connect,
      Supplier<TickerSettings> settings,
      TickerStatistics statistics) {
    this.database = database;
    this.settings = settings;
    this.statistics = statistics;
    this.ticking = new Chore("tick", database, connect, () -> true, this::tick);
    this.maintaining = new Chore("maintain", database, connect, () -> hasQueues, this::maintain);
    this.retrying = new Chore("retry", database, connect, () -> hasQueues, this::retry);
  }

  void start() {
    ticking.startOrWake();
  }

  /** Looks at everything now, without waiting for the end of the pauses under way. */
  void wake() {
    chores().forEach(Chore::wake);
  }

  void stop() {
    chores().forEach(Chore::stop);
  }

  /** Says so in the log if the database has not answered for a while. */
  void reportHanging() {
    Duration running = ticking.running();
    if (running.compareTo(settings.get().patience()) > 0) {
      LOG.warn("[{}]: waiting for a tick for {} s", database, running.toSeconds());
    }
  }

  void cancel() {
    chores().forEach(Chore::cancel);
  }

  /** Waits until all chores have ended, in vain at most as long as the limit for each. */
  boolean awaitEnd(Duration limit) throws InterruptedException {
    boolean ended = true;
    for (Chore chore : chores()) {
      ended &= chore.awaitEnd(limit);
    }
    return ended;
  }

  private List<Chore> chores() {
    return List.of(ticking, maintaining, retrying);
  }

  private Chore.Next tick(Session session) {
    if (!hasQueues && !findQueues(session)) {
      return new Chore.Next(settings.get().checkPeriod(), Duration.ZERO);
    }
    try {
      if (Ticking.tick(session) > 0) {
        session.refreshPlans();
      }
    } catch (RuntimeException e) {
      hasQueues = false;
      throw e;
    }
    statistics.ticked();
    return new Chore.Next(settings.get().tickerPeriod(), settings.get().connectionLifetime());
  }

  private boolean findQueues(Session session) {
    if (!session.row(HAS_PGQ.bound()).bool("present")) {
      LOG.debug("[{}]: no pgq here", database);
      return false;
    }
    String version = session.row(PGQ_VERSION.bound()).optionalText("version").orElse("");
    if (major(version) < 3) {
      LOG.warn("[{}]: bad pgq version, ignoring", database);
      return false;
    }
    LOG.info("[{}]: pgq version ok: {}", database, version);
    hasQueues = true;
    maintaining.startOrWake();
    retrying.startOrWake();
    return true;
  }

  private Chore.Next maintain(Session session) {
    new Maintenance(session, maintaining::isStopping).pass();
    statistics.maintained();
    return new Chore.Next(settings.get().maintenancePeriod(), Duration.ZERO);
  }

  private Chore.Next retry(Session session) {
    statistics.retried(new Maintenance(session, retrying::isStopping).retryEvents());
    return new Chore.Next(settings.get().retryPeriod(), Duration.ZERO);
  }

  private static int major(String version) {
    int end = 0;
    while (end < version.length() && Character.isDigit(version.charAt(end))) {
      end++;
    }
    return end == 0 || end > 6 ? 0 : Integer.parseInt(version.substring(0, end));
  }
}
