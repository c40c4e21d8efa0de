package org.jlondiste.worker;

import java.util.Set;
import java.util.stream.Collectors;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Question;
import org.jlondiste.postgres.Sql;

/** Ticks at which somebody wants to find the node: the worker stops at each until it is let go. */
final class Meetings {
  private static final Sql LIST = Sql.of(Meetings.class, "meetings.sql");

  private final Set<TickId> ticks;

  private Meetings(Set<TickId> ticks) {
    this.ticks = ticks;
  }

  /** Those that are not over. */
  static Question<Meetings> of(String queue) {
    return new Question<>(
        LIST.with("queue", queue),
        rows ->
            new Meetings(
                rows.stream()
                    .map(row -> new TickId(row.bigint("tick_id")))
                    .collect(Collectors.toSet())));
  }

  boolean isAt(TickId tick) {
    return ticks.contains(tick);
  }

  /** True if one lies ahead, so that no tick may be passed over. */
  boolean isAheadOf(TickId tick) {
    return ticks.stream().anyMatch(tick::isBefore);
  }
}
