package org.jlondiste.support;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for something to become true, and fails with its name if that takes too long. */
public final class Await {
  /** Longer than anything that works ever takes, also on a slow machine. */
  public static final Duration LIMIT = Duration.ofSeconds(90);

  private static final Duration PAUSE = Duration.ofMillis(20);

  private Await() {}

  /** A condition that may ask a database. */
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws Exception;
  }

  /** Waits until the condition holds, {@link #LIMIT} at most. */
  public static void until(String what, Condition condition) {
    until(what, LIMIT, condition);
  }

  /**
   * Waits until the condition holds.
   *
   * @throws AssertionError if it does not within the limit
   */
  public static void until(String what, Duration limit, Condition condition) {
    long end = System.nanoTime() + limit.toNanos();
    while (!holds(what, condition)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + limit.toSeconds() + " s: " + what);
      }
      if (Thread.interrupted()) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting: " + what);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static boolean holds(String what, Condition condition) {
    try {
      return condition.holds();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError("cannot tell whether " + what, e);
    }
  }
}
