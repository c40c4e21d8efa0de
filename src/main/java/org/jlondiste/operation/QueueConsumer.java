package org.jlondiste.operation;

import java.time.Duration;
import java.util.Optional;
import org.jlondiste.model.TickId;

/**
 * How far a consumer of a queue is.
 *
 * @param database in which the queue lives
 * @param lastTick up to which it has done everything
 * @param lag time since that tick was made
 * @param lastSeen time since it last took a batch or gave one back
 * @param batch the one that it has in hand
 * @param nextTick the tick at the end of that batch
 * @param pendingEvents how many it has yet to do, up to the queue's last tick
 */
public record QueueConsumer(
    String database,
    String queue,
    String name,
    Optional<TickId> lastTick,
    Optional<Duration> lag,
    Optional<Duration> lastSeen,
    Optional<Long> batch,
    Optional<TickId> nextTick,
    Optional<Long> pendingEvents) {}
