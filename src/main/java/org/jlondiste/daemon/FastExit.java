package org.jlondiste.daemon;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jlondiste.error.ExitCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process at once, whatever its threads are doing, after a few last things: above all the
 * pid file is taken away. Transactions under way are rolled back by their servers.
 */
public final class FastExit {
  private static final Logger LOG = LoggerFactory.getLogger(FastExit.class);

  /** No last thing may keep the process alive longer than this. */
  private static final long LIMIT_MILLIS = 2_000;

  private static final Deque<Runnable> LAST_THINGS = new ArrayDeque<>();

  private FastExit() {}

  /** Adds something to do before the process ends so; the last one added is done first. */
  public static void before(Runnable action) {
    synchronized (LAST_THINGS) {
      LAST_THINGS.push(action);
    }
  }

  /** Ends the process. */
  public static void now(String message) {
    LOG.warn(message);
    Thread last = new Thread(FastExit::doLastThings, "last-things");
    last.setDaemon(true);
    last.start();
    try {
      last.join(LIMIT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(ExitCode.INTERRUPTED.value());
  }

  private static void doLastThings() {
    synchronized (LAST_THINGS) {
      while (!LAST_THINGS.isEmpty()) {
        try {
          LAST_THINGS.pop().run();
        } catch (RuntimeException e) {
          LOG.debug("a last thing failed", e);
        }
      }
    }
  }
}
