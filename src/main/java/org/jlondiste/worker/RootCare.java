package org.jlondiste.worker;

import java.time.Duration;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.topology.LocalNode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for tables of a root that were altered behind the capture's back; the more there are, the
 * rarer. Keeps the queues up, too, where no ticker does. It has a connection of its own: with
 * thousands of tables no tick is to wait for it.
 */
final class RootCare {
  private static final Logger LOG = LoggerFactory.getLogger(RootCare.class);
  private static final Duration PERIOD = Duration.ofSeconds(5);
  private static final int SHARE = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration CONNECTION_LIFETIME = Duration.ofMinutes(20);
  private static final Sql WATCH = Sql.of(RootCare.class, "watch_capture.sql");

  private final LocalNode node;
  private volatile boolean keepsQueuesUp;
  private volatile @Nullable Chore chore;

  RootCare(LocalNode node) {
    this.node = node;
  }

  /**
   * Looks from now on, and at once.
   *
   * @param keepsQueuesUp nobody else does
   */
  void start(boolean keepsQueuesUp) {
    this.keepsQueuesUp = keepsQueuesUp;
    Chore former = chore;
    if (former != null && former.isStopping() && former.end(Duration.ZERO)) {
      chore = null;
    }
    if (chore == null) {
      chore = begun();
    }
  }

  private Chore begun() {
    Upkeep upkeep = new Upkeep();
    Chore[] own = new Chore[1];
    own[0] =
        new Chore(
            "care",
            "queue " + node.queue(),
            () -> node.open("root care"),
            () -> true,
            session -> care(session, upkeep, own[0]));
    own[0].startOrWake();
    return own[0];
  }

  /**
   * Looks no longer.
   *
   * @return false if what is under way has not ended yet
   */
  boolean stop() {
    Chore former = chore;
    if (former != null) {
      if (!former.end(PATIENCE)) {
        LOG.debug("the care for the root's tables ends later");
        return false;
      }
      chore = null;
    }
    return true;
  }

  private Chore.Next care(Session session, Upkeep upkeep, Chore own) {
    long start = System.nanoTime();
    try {
      session.rows(WATCH.with("queue", node.queue()));
    } catch (DatabaseError e) {
      if (e.isConnectionLoss()) {
        throw e;
      }
      // one that is to end has been cancelled
      if (!own.isStopping()) {
        LOG.warn("cannot look for altered tables: {}", e.problem());
      }
    }
    Duration wished = Duration.ofNanos(System.nanoTime() - start).multipliedBy(SHARE);
    if (keepsQueuesUp && !own.isStopping()) {
      upkeep.passIfDue(session, own::isStopping);
    }
    return new Chore.Next(wished.compareTo(PERIOD) > 0 ? wished : PERIOD, CONNECTION_LIFETIME);
  }
}
