package org.jlondiste.worker;

import java.util.HashSet;
import java.util.Set;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;

/** Ticks at which somebody wants to find the node: the worker stops at each until it is let go. */
final class Meetings {
  private static final Sql LIST = Sql.of(Meetings.class, "meetings.sql");

  private final Set<TickId> ticks = new HashSet<>();

  private Meetings() {}

  /** Those that are not over. */
  static Meetings of(Session session, String queue) {
    Meetings meetings = new Meetings();
    session
        .rows(LIST.with("queue", queue))
        .forEach(row -> meetings.ticks.add(new TickId(row.bigint("tick_id"))));
    return meetings;
  }

  boolean isAt(TickId tick) {
    return ticks.contains(tick);
  }

  /** True if one lies ahead, so that no tick may be passed over. */
  boolean isAheadOf(TickId tick) {
    return ticks.stream().anyMatch(tick::isBefore);
  }
}
