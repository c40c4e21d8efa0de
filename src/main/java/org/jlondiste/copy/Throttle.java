package org.jlondiste.copy;

import org.jlondiste.error.InterruptionError;

/** Holds all copies of the process together to a rate. Safe for use by several threads. */
final class Throttle {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final Throttle OF_PROCESS = new Throttle();

  private long freeAt = System.nanoTime();

  static Throttle ofProcess() {
    return OF_PROCESS;
  }

  /**
   * Waits until so many bytes may pass.
   *
   * @param bytesPerSecond 0 for no limit
   */
  void pass(long bytes, long bytesPerSecond) {
    if (bytesPerSecond <= 0) {
      return;
    }
    long wait;
    synchronized (this) {
      long now = System.nanoTime();
      freeAt = Math.max(freeAt, now) + bytes * NANOS_PER_SECOND / bytesPerSecond;
      wait = freeAt - now;
    }
    try {
      Thread.sleep(wait / 1_000_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptionError("a copy was interrupted", "");
    }
  }
}
