package org.jlondiste.operation;

import java.time.Duration;
import org.jlondiste.error.InterruptionError;

/** Lets time pass between two looks at a condition. */
@FunctionalInterface
public interface Waiter {
  /**
   * Waits.
   *
   * @throws InterruptionError if someone wants the operation to end
   */
  void pause(Duration duration);

  /** Waits as the clock on the wall does; an interrupt of the thread ends it. */
  static Waiter sleeping() {
    return duration -> {
      try {
        Thread.sleep(duration.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptionError("interrupted while waiting", "");
      }
    };
  }
}
