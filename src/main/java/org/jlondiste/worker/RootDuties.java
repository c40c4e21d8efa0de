package org.jlondiste.worker;

import java.time.Duration;
import java.util.Optional;
import org.jlondiste.postgres.Session;
import org.jlondiste.queue.Ticks;
import org.jlondiste.topology.Sequences;
import org.jlondiste.topology.Watermarks;

/** What the worker of a root does: it ticks, and tells the set about sequences and watermarks. */
final class RootDuties {
  private static final Duration SEQUENCE_PERIOD = Duration.ofSeconds(1);
  private static final Duration LIVELY = Duration.ofSeconds(2);
  private static final Duration LONGEST_TICK_PAUSE = Duration.ofMillis(200);

  private final String queue;
  private long ticked;
  private long tickedLast;
  private boolean lively;
  private Duration tickPause = Duration.ZERO;
  private long sequencesSent;
  private long watermarkSent;

  RootDuties(String queue) {
    this.queue = queue;
  }

  /** True if it is time to look whether a tick is due. */
  boolean looksForTicks(WorkerOptions options) {
    return options.ticks() && due(ticked, tickPause, System.nanoTime());
  }

  /**
   * Does what is due.
   *
   * @param looked whether somebody looked just now whether a tick was due, and made it
   * @return true if a tick was made
   */
  boolean step(Session session, WorkerOptions options, Optional<Boolean> looked) {
    long now = System.nanoTime();
    boolean worked = false;
    if (looked.isPresent() || looksForTicks(options)) {
      ticked = now;
      boolean quiet = due(tickedLast, LIVELY, now);
      worked = looked.orElseGet(() -> new Ticks(session, queue).tickIfDue().isPresent());
      if (worked) {
        // a single tick may be no more than a sign of life
        lively = !quiet;
        tickedLast = now;
      }
      // where things came one after the other more will come, and is not to wait
      tickPause = lively && !quiet ? options.periods().tick() : longer(options.periods().tick());
    }
    if (due(sequencesSent, SEQUENCE_PERIOD, now)) {
      sequencesSent = now;
      new Sequences(session, queue).publish();
    }
    if (due(watermarkSent, options.periods().rootWatermark(), now)) {
      watermarkSent = now;
      new Watermarks(session, queue).publishGlobal();
    }
    return worked;
  }

  /** How long the worker may wait before the next tick could be due. */
  Duration patience() {
    return tickPause;
  }

  /** On a quiet queue the pauses grow. */
  private Duration longer(Duration shortest) {
    Duration grown = tickPause.multipliedBy(5).dividedBy(4).plusMillis(1);
    if (grown.compareTo(shortest) < 0) {
      return shortest;
    }
    return grown.compareTo(LONGEST_TICK_PAUSE) < 0 || shortest.compareTo(LONGEST_TICK_PAUSE) > 0
        ? grown
        : LONGEST_TICK_PAUSE;
  }

  private static boolean due(long last, Duration period, long now) {
    return last == 0 || now - last >= period.toNanos();
  }
}
