package org.jlondiste.worker;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.error.UserError;
import org.jlondiste.postgres.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One job that is repeated on one database, in a thread and on a connection of its own, so that a
 * database that hangs stops nothing else. While the database is away it tries less and less often.
 */
final class Chore {
  private static final Logger LOG = LoggerFactory.getLogger(Chore.class);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofSeconds(60);
  private static final Duration UNTIL_WOKEN = Duration.ofDays(1);

  private final String database;
  private final Supplier<Session> connect;
  private final BooleanSupplier ready;
  private final Job job;
  private final Thread thread;
  private volatile @Nullable Session session;
  private volatile boolean stopping;
  private volatile long runningSince;
  private boolean woken;
  private Duration retry = FIRST_RETRY;
  private long connectedAt;

  /** What is done again and again. */
  @FunctionalInterface
  interface Job {
    /**
     * Does it once.
     *
     * @return how long to wait before the next time, and whether to keep the connection until then
     */
    Next run(Session session);
  }

  /**
   * What comes after a run.
   *
   * @param pause until the next run
   * @param keepConnection for no longer than this since it was opened; zero: close it now
   */
  record Next(Duration pause, Duration keepConnection) {}

  /**
   * @param ready asked before each run; while it is false the chore waits to be woken
   */
  Chore(String name, String database, Supplier<Session> connect, BooleanSupplier ready, Job job) {
    this.database = database;
    this.connect = connect;
    this.ready = ready;
    this.job = job;
    this.thread = new Thread(this::live, name + " " + database);
    this.thread.setDaemon(true);
  }

  /** Starts the thread, or ends its pause if it runs already. */
  synchronized void startOrWake() {
    if (thread.getState() == Thread.State.NEW) {
      thread.start();
    } else {
      wake();
    }
  }

  boolean isStopping() {
    return stopping;
  }

  /** Ends the wait under way. */
  synchronized void wake() {
    woken = true;
    notifyAll();
  }

  /** Lets the run under way be the last one. */
  void stop() {
    stopping = true;
    wake();
  }

  /** Asks the server to give up the statement of the run under way. */
  void cancel() {
    Session current = session;
    if (current != null) {
      current.cancel();
    }
  }

  /** For how long the run under way has been going on; zero if none is. */
  Duration running() {
    long start = runningSince;
    return start == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - start);
  }

  /** Waits until the chore has ended, in vain at most as long as the limit. */
  boolean awaitEnd(Duration limit) throws InterruptedException {
    thread.join(Math.max(1, limit.toMillis()));
    return !thread.isAlive();
  }

  /**
   * Ends it now, whatever it is at; false if that takes longer than the limit, and it ends later.
   */
  boolean end(Duration limit) {
    stop();
    cancel();
    try {
      return awaitEnd(limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void live() {
    try {
      while (!stopping) {
        pause(turn());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      disconnect();
    }
  }

  /** One run; returns how long to wait after it. */
  private Duration turn() {
    if (!ready.getAsBoolean()) {
      disconnect();
      return UNTIL_WOKEN;
    }
    runningSince = Math.max(1, System.nanoTime());
    try {
      Session session = connected();
      if (stopping) {
        return Duration.ZERO;
      }
      Next next = job.run(session);
      if (System.nanoTime() - connectedAt >= next.keepConnection().toNanos()) {
        disconnect();
      }
      retry = FIRST_RETRY;
      return next.pause();
    } catch (RuntimeException | Error e) {
      disconnect();
      return stopping ? Duration.ZERO : afterFailure(e);
    } finally {
      runningSince = 0;
    }
  }

  private Duration afterFailure(Throwable failure) {
    Duration pause = retry;
    retry = LAST_RETRY.compareTo(retry.multipliedBy(2)) < 0 ? LAST_RETRY : retry.multipliedBy(2);
    if (failure instanceof UserError known) {
      boolean away = known instanceof DatabaseError error && error.isConnectionLoss();
      String text =
          "[" + database + "]: " + known.problem() + "; next attempt in " + seconds(pause);
      if (away) {
        LOG.warn(text);
      } else {
        LOG.error(text);
      }
      LOG.debug("where it happened", failure);
    } else {
      LOG.error("[" + database + "]: next attempt in " + seconds(pause), failure);
    }
    return pause;
  }

  private Session connected() {
    Session current = session;
    if (current == null) {
      current = connect.get();
      session = current;
      connectedAt = System.nanoTime();
    }
    return current;
  }

  private void disconnect() {
    Session current = session;
    session = null;
    if (current != null) {
      current.close();
    }
  }

  private synchronized void pause(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    long left = limit.toNanos();
    while (!woken && !stopping && left > 0) {
      wait(left / 1_000_000, (int) (left % 1_000_000));
      left = end - System.nanoTime();
    }
    woken = false;
  }

  private static String seconds(Duration duration) {
    return duration.toSeconds() + " s";
  }
}
