package org.jlondiste.compare;

import java.time.Duration;
import org.jlondiste.error.StateError;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;

/** Makes ticks on a root that stand for what another session sees. */
final class RootTicks {
  private static final Sql OWN = Sql.of(RootTicks.class, "own_queue.sql");
  private static final Sql HOLD = Sql.of(RootTicks.class, "hold_ticks.sql");
  private static final Sql HOLD_OF_PGQ = Sql.of(RootTicks.class, "hold_ticks_of_pgq.sql");
  private static final Sql TICK = Sql.of(RootTicks.class, "tick_at_snapshot.sql");
  private static final Sql TICK_OF_PGQ = Sql.of(RootTicks.class, "tick_at_snapshot_of_pgq.sql");
  private static final Sql LAST = Sql.of(RootTicks.class, "last_tick.sql");

  private final Session session;
  private final String queue;
  private final boolean own;

  RootTicks(Session session, String queue) {
    this.session = session;
    this.queue = queue;
    this.own = session.row(OWN.bound()).bool("own");
  }

  /** The last tick there is. */
  TickId last() {
    return new TickId(session.row(LAST.with("queue", queue)).bigint("tick_id"));
  }

  /**
   * Keeps all others from making ticks until the transaction under way ends.
   *
   * @param limit how long to wait for one who does the same
   */
  void hold(Duration limit) {
    session.execute("set local statement_timeout = " + Math.max(1, limit.toMillis()));
    if (own) {
      session.rows(HOLD.with("queue", queue));
    } else {
      session.update(HOLD_OF_PGQ.bound());
    }
    session.execute("set local statement_timeout = 0");
  }

  /**
   * Makes the tick, which others see when the transaction under way is committed.
   *
   * @param snapshot was taken since ticks are held
   */
  TickId at(String snapshot) {
    return session
        .optionalRow((own ? TICK : TICK_OF_PGQ).with("queue", queue).with("snapshot", snapshot))
        .map(row -> new TickId(row.bigint("tick_id")))
        .orElseThrow(
            () ->
                new StateError(
                    "queue " + queue + " of the root gets no ticks (" + session.target() + ")",
                    "its ticker is paused, or its ticks come from elsewhere"));
  }
}
