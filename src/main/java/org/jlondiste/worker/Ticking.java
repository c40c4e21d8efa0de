package org.jlondiste.worker;

import org.jlondiste.error.DatabaseError;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the ticks that are due in all queues of a database. A queue that cannot tick does not keep
 * the others from it.
 */
public final class Ticking {
  private static final Logger LOG = LoggerFactory.getLogger(Ticking.class);
  private static final Sql ALL = Sql.of(Ticking.class, "tick_all.sql");
  private static final Sql QUEUES = Sql.of(Ticking.class, "tickable_queues.sql");
  private static final Sql ONE = Sql.of(Ticking.class, "tick_queue.sql");

  private Ticking() {}

  /**
   * Looks once at every queue.
   *
   * @return how many got a tick
   */
  public static long tick(Session session) {
    try {
      return session.row(ALL.bound()).bigint("ticked");
    } catch (DatabaseError e) {
      if (e.isConnectionLoss()) {
        throw e;
      }
      LOG.debug("pgq.ticker() failed, ticking queue by queue", e);
      return tickOneByOne(session, e);
    }
  }

  /** For the PgQ extension, which ticks all queues in one statement or none. */
  private static long tickOneByOne(Session session, DatabaseError reason) {
    long ticked = 0;
    int broken = 0;
    for (var row : session.rows(QUEUES.bound())) {
      String queue = row.text("queue_name");
      try {
        if (session.row(ONE.with("queue", queue)).optionalBigint("tick").isPresent()) {
          ticked++;
        }
      } catch (DatabaseError e) {
        if (e.isConnectionLoss()) {
          throw e;
        }
        broken++;
        LOG.warn("queue {} did not tick: {}", queue, e.problem());
      }
    }
    if (broken == 0) {
      LOG.warn("pgq.ticker() failed once: {}", reason.problem());
    }
    return ticked;
  }
}
