package org.jlondiste.operation;

import java.util.Optional;
import org.jlondiste.error.UsageError;
import org.jlondiste.model.TickId;

/**
 * A place in a queue, as one says it.
 *
 * @param end which end of what the queue holds
 * @param tick a certain tick, instead of an end
 */
public record QueuePosition(End end, Optional<TickId> tick) {
  /** An end of what a queue holds. */
  public enum End {
    /** The oldest tick: everything that is still there. */
    FIRST,
    /** The newest tick: nothing but what comes. */
    LAST
  }

  public static final QueuePosition LAST = new QueuePosition(End.LAST, Optional.empty());

  /**
   * Reads {@code first}, {@code last} or the number of a tick.
   *
   * @throws UsageError if it is none of these
   */
  public static QueuePosition parse(String word) {
    return switch (word) {
      case "first" -> new QueuePosition(End.FIRST, Optional.empty());
      case "last" -> LAST;
      default -> new QueuePosition(End.LAST, Optional.of(number(word)));
    };
  }

  private static TickId number(String word) {
    if (!word.matches("[1-9]\\d{0,17}")) {
      throw new UsageError("'" + word + "' is no tick", "give its number, or first, or last");
    }
    return new TickId(Long.parseLong(word));
  }
}
