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
 * rarer. It has a connection of its own: with thousands of tables no tick is to wait for it.
 */
final class CaptureWatch {
  private static final Logger LOG = LoggerFactory.getLogger(CaptureWatch.class);
  private static final Duration PERIOD = Duration.ofSeconds(5);
  private static final int SHARE = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration CONNECTION_LIFETIME = Duration.ofMinutes(20);
  private static final Sql WATCH = Sql.of(CaptureWatch.class, "watch_capture.sql");

  private final LocalNode node;
  private volatile @Nullable Chore chore;

  CaptureWatch(LocalNode node) {
    this.node = node;
  }

  /** Looks from now on, and at once. */
  void start() {
    if (chore == null) {
      Chore started =
          new Chore(
              "watch",
              "tables of queue " + node.queue(),
              () -> node.open("capture watch"),
              () -> true,
              this::look);
      chore = started;
      started.startOrWake();
    }
  }

  /** Looks no longer. */
  void stop() {
    Chore former = chore;
    chore = null;
    if (former != null && !former.end(PATIENCE)) {
      LOG.debug("the watch of the tables ends later");
    }
  }

  private Chore.Next look(Session session) {
    long start = System.nanoTime();
    try {
      session.rows(WATCH.with("queue", node.queue()));
    } catch (DatabaseError e) {
      if (e.isConnectionLoss()) {
        throw e;
      }
      // one that is to end has been cancelled
      if (chore != null) {
        LOG.warn("cannot look for altered tables: {}", e.problem());
      }
    }
    Duration wished = Duration.ofNanos(System.nanoTime() - start).multipliedBy(SHARE);
    return new Chore.Next(wished.compareTo(PERIOD) > 0 ? wished : PERIOD, CONNECTION_LIFETIME);
  }
}
