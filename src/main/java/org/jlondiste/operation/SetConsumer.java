package org.jlondiste.operation;

import java.time.Duration;
import java.util.Optional;
import org.jlondiste.model.TickId;

/**
 * A consumer of a node: one whose position the node keeps, as that of its worker, or one that reads
 * the node's queue.
 *
 * @param purpose what it is for, if it is the set's
 * @param readsFrom the node whose queue it reads
 * @param lastTick up to which it has done everything
 * @param lag time since that tick was made
 * @param pendingEvents how many it has yet to read
 * @param lastSeen time since it last took a batch or gave one back
 * @param paused it was asked to pause
 * @param uptodate it has seen what was last asked of it
 * @param error what it complained of last
 * @param holdsEvents the queue keeps events for it that it is time to throw away
 */
public record SetConsumer(
    String name,
    Optional<String> purpose,
    String readsFrom,
    Optional<TickId> lastTick,
    Optional<Duration> lag,
    Optional<Long> pendingEvents,
    Optional<Duration> lastSeen,
    Optional<Boolean> paused,
    Optional<Boolean> uptodate,
    Optional<String> error,
    boolean holdsEvents) {}
