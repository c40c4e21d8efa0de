package org.jlondiste.worker;

import java.time.Duration;
import org.jlondiste.postgres.Session;
import org.jlondiste.queue.Ticks;
import org.jlondiste.topology.Sequences;
import org.jlondiste.topology.Watermarks;

/**
 * What the worker of a root does: it ticks and keeps the queue up, and tells the set about
 * sequences and watermarks.
 */
final class RootDuties {
  private static final Duration SEQUENCE_PERIOD = Duration.ofSeconds(1);
  private static final Duration MAINTENANCE_PERIOD = Duration.ofMinutes(2);

  private final String queue;
  private long ticked;
  private long sequencesSent;
  private long watermarkSent;
  private long maintained;

  RootDuties(String queue) {
    this.queue = queue;
  }

  /** Does what is due; true if it made a tick. */
  boolean step(Session session, WorkerOptions options) {
    long now = System.nanoTime();
    boolean worked = false;
    if (options.ticks() && due(ticked, options.tickPeriod(), now)) {
      ticked = now;
      worked = new Ticks(session, queue).tickIfDue().isPresent();
    }
    if (due(sequencesSent, SEQUENCE_PERIOD, now)) {
      sequencesSent = now;
      new Sequences(session, queue).publish();
    }
    if (due(watermarkSent, options.rootWatermarkPeriod(), now)) {
      watermarkSent = now;
      new Watermarks(session, queue).publishGlobal();
    }
    if (options.ticks() && due(maintained, MAINTENANCE_PERIOD, now)) {
      maintained = now;
      new Maintenance(session, () -> false).pass();
    }
    return worked;
  }

  private static boolean due(long last, Duration period, long now) {
    return last == 0 || now - last >= period.toNanos();
  }
}
