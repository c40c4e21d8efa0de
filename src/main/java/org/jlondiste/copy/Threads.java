package org.jlondiste.copy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a thread owes those that it started. */
final class Threads {
  private Threads() {}

  /** Waits until all have ended, however often somebody interrupts. */
  static void join(List<Thread> threads) {
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Throws here what was thrown in another thread; nothing if nothing was. */
  static void throwAgain(@Nullable Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
  }
}
