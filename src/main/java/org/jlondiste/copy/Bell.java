package org.jlondiste.copy;

import java.time.Duration;

/**
 * Tells the worker and the copies of its process that one of them has moved a table. What they do
 * about it they find in the database: a bell that nobody hears only makes them wait longer.
 */
public final class Bell {
  private long rung;

  public synchronized void ring() {
    rung++;
    notifyAll();
  }

  /** How often it has rung. */
  public synchronized long count() {
    return rung;
  }

  /**
   * Waits until it has rung more often than that, at most as long as the limit.
   *
   * @return how often it has rung
   */
  public synchronized long await(long heard, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    for (long left = limit.toNanos(); rung <= heard && left > 0; left = end - System.nanoTime()) {
      wait(left / 1_000_000, (int) (left % 1_000_000));
    }
    return rung;
  }
}
