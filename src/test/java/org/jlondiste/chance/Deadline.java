package org.jlondiste.chance;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends a story that goes on and on: writes down who waits for what, and takes all sessions away.
 */
final class Deadline implements AutoCloseable {
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final AtomicBoolean passed = new AtomicBoolean();
  private final Nodes nodes;
  private final Chronicle chronicle;

  private Deadline(Nodes nodes, Chronicle chronicle) {
    this.nodes = nodes;
    this.chronicle = chronicle;
  }

  static Deadline in(Duration limit, Nodes nodes, Chronicle chronicle) {
    Deadline deadline = new Deadline(nodes, chronicle);
    long seconds = limit.toSeconds();
    ScheduledFuture<?> unused =
        deadline.timer.scheduleAtFixedRate(
            deadline::pass, seconds, Math.max(1, seconds / 8), TimeUnit.SECONDS);
    return deadline;
  }

  /** Whether it is over. */
  boolean isPassed() {
    return passed.get();
  }

  private void pass() {
    passed.set(true);
    chronicle.note("the deadline is over: all sessions are ended");
    chronicle.noteThreads();
    try {
      nodes.activity().forEach(chronicle::note);
      nodes.endSessions();
    } catch (RuntimeException | AssertionError e) {
      chronicle.note("sessions cannot be ended: " + e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
