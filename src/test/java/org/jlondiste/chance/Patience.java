package org.jlondiste.chance;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Does things that may wait for locks which the story itself holds, and helps when they take long.
 */
final class Patience implements AutoCloseable {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Duration limit;

  /**
   * @param limit after which help comes, again and again
   */
  Patience(Duration limit) {
    this.limit = limit;
  }

  /** What a story does. */
  @FunctionalInterface
  interface Deed {
    void run() throws SQLException;
  }

  /**
   * Does it, and waits until it is done.
   *
   * @param help what lets it go on, done by the caller's thread while the deed waits
   */
  void await(Deed deed, Deed help) throws SQLException {
    Future<?> done =
        threads.submit(
            () -> {
              deed.run();
              return null;
            });
    while (true) {
      try {
        done.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        help.run();
      } catch (ExecutionException e) {
        throw asItWas(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }

  private static SQLException asItWas(ExecutionException failure) {
    Throwable cause = failure.getCause();
    if (cause instanceof SQLException refused) {
      return refused;
    } else if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    } else if (cause instanceof AssertionError failed) {
      throw failed;
    }
    throw new AssertionError(String.valueOf(cause), cause);
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
