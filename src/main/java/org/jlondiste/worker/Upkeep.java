package org.jlondiste.worker;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after the queues of a node's database from time to time, where no ticker does. */
final class Upkeep {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final Duration PERIOD = Duration.ofMinutes(2);
  private static final Duration SWEEPING_PERIOD = Duration.ofSeconds(5);
  private static final Sql CROWDED = Sql.of(Upkeep.class, "subscriptions_crowded.sql");

  private long done;
  private long swept;

  /**
   * Does what is due.
   *
   * @param stopping asked between operations; true ends the work early
   */
  void passIfDue(Session session, BooleanSupplier stopping) {
    if (isDue(done, PERIOD)) {
      done = System.nanoTime();
      swept = done;
      new Maintenance(session, stopping).pass();
    } else if (isDue(swept, SWEEPING_PERIOD)) {
      swept = System.nanoTime();
      sweep(session);
    }
  }

  /** The server's own vacuum comes every minute, in which thousands of batches may have passed. */
  private static void sweep(Session session) {
    try {
      if (session.row(CROWDED.bound()).bool("crowded")) {
        session.execute("vacuum pgq.subscription");
      }
    } catch (DatabaseError e) {
      if (e.isConnectionLoss()) {
        throw e;
      }
      LOG.debug("cannot sweep the subscriptions: {}", e.problem());
    }
  }

  private static boolean isDue(long last, Duration period) {
    return last == 0 || System.nanoTime() - last >= period.toNanos();
  }
}
