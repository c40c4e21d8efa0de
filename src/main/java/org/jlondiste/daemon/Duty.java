package org.jlondiste.daemon;

import java.time.Duration;

/** Work that goes on until somebody stops it: what a {@link Loop} runs. */
public interface Duty extends AutoCloseable {

  /**
   * Gets ready: connects. In the background, the command returns to the operator only after this.
   */
  void begin();

  /**
   * Does one piece of work.
   *
   * @return true if there may be more to do at once
   */
  boolean step();

  /**
   * Waits for more work after a step that found none. One that can be woken by other things than
   * time overrides it, and returns soon after {@link Control#isCalled}.
   */
  default void awaitWork(Duration limit, Control control) throws InterruptedException {
    control.sleep(limit);
  }

  /** How long to wait; asked before each wait, as a reload may change it. */
  Pauses pauses();

  /** Told of each failure of a step before {@link #reset}, to leave a note where others look. */
  default void failed(RuntimeException failure) {}

  /** Forgets what may be broken after a failure, above all connections. */
  void reset();

  /** Reads the configuration again. If it throws, the former configuration must stay. */
  void reload();

  @Override
  void close();

  /**
   * How long a loop waits.
   *
   * @param idle after a step without work; zero: end instead of waiting; negative: make one step
   *     only
   * @param afterFailure after a step that failed
   */
  record Pauses(Duration idle, Duration afterFailure) {
    boolean endsWhenIdle() {
      return idle.isZero() || idle.isNegative();
    }
  }
}
