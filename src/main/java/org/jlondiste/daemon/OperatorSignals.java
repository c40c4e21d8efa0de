package org.jlondiste.daemon;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this process does when it gets a signal. */
public final class OperatorSignals {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorSignals.class);
  private static final long DOUBLE_NANOS = Duration.ofSeconds(1).toNanos();

  private OperatorSignals() {}

  /** For commands that are over soon: each signal ends the process at once. */
  public static void endAtOnce() {
    for (Signal signal : Signal.values()) {
      signal.handle(() -> FastExit.now("Got " + signal + ", fast exit"));
    }
  }

  /**
   * For loops: SIGINT lets the work under way come to its end, a second one within a second does
   * not; SIGTERM ends the process at once; SIGHUP has the configuration read again.
   */
  public static void steer(Control control) {
    AtomicLong last = new AtomicLong(System.nanoTime() - 2 * DOUBLE_NANOS);
    Runnable stop =
        () -> {
          long now = System.nanoTime();
          if (now - last.getAndSet(now) < DOUBLE_NANOS) {
            FastExit.now("Double ^C, fast exit");
          }
          LOG.info("Got SIGINT, shutting down");
          control.stop();
        };
    Signal.INT.handle(stop);
    Signal.USR1.handle(stop);
    Signal.TERM.handle(() -> FastExit.now("Got SIGTERM, fast exit"));
    Signal.HUP.handle(
        () -> {
          LOG.info("Got SIGHUP, re-reading config");
          control.reload();
        });
  }
}
