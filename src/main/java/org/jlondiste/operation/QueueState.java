package org.jlondiste.operation;

import java.time.Duration;
import java.util.Optional;
import org.jlondiste.model.TickId;

/**
 * How a queue is.
 *
 * @param database in which it lives
 * @param node name of the node of ours that it belongs to; none for a queue of others
 * @param consumers how many read from it
 * @param lastTick none if it has no tick yet
 * @param tickAge time since that tick
 * @param eventsPerSecond over the last ticks; none if that cannot be told
 * @param newEvents how many were written since the last tick
 * @param tables how many event tables take turns
 * @param currentTable which of them is written to
 * @param switchedAgo time since writers changed to it
 */
public record QueueState(
    String database,
    String name,
    Optional<String> node,
    long consumers,
    Optional<TickId> lastTick,
    Optional<Duration> tickAge,
    Optional<Double> eventsPerSecond,
    Optional<Long> newEvents,
    int tables,
    int currentTable,
    Duration switchedAgo,
    Settings settings) {

  /**
   * What one can change about it. Periods are in the server's words.
   *
   * @param externalTicker its ticks come from elsewhere
   * @param paused it gets no ticks
   * @param maxCount a tick is due after so many events
   * @param maxLag a tick is due after so long if there are events
   * @param idlePeriod a tick is due after so long in any case
   * @param rotationPeriod how long events are kept at least
   */
  public record Settings(
      boolean externalTicker,
      boolean paused,
      long maxCount,
      String maxLag,
      String idlePeriod,
      String rotationPeriod) {}
}
