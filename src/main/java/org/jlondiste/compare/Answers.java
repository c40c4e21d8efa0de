package org.jlondiste.compare;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jlondiste.error.InterruptionError;
import org.jspecify.annotations.Nullable;

/** What both sides answered to the same question, put to them at the same time. */
record Answers<T>(T source, T target) {

  /**
   * Asks.
   *
   * @param <S> who is asked
   * @param cancel gives up a question, from another thread
   */
  static <S, T> Answers<T> of(S source, S target, Function<S, T> question, Consumer<S> cancel) {
    AtomicReference<@Nullable Throwable> first = new AtomicReference<>();
    FutureTask<T> other =
        new FutureTask<>(
            () -> {
              try {
                return question.apply(target);
              } catch (RuntimeException | Error e) {
                if (first.compareAndSet(null, e)) {
                  cancel.accept(source);
                }
                throw e;
              }
            });
    Thread thread = new Thread(other, "compare");
    thread.setDaemon(true);
    thread.start();
    try {
      T here = question.apply(source);
      return new Answers<>(here, other.get());
    } catch (RuntimeException | Error e) {
      if (first.compareAndSet(null, e)) {
        cancel.accept(target);
      }
      awaitEnd(thread);
      throw failure(first.get());
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cancel.accept(target);
      throw new InterruptionError("interrupted while comparing", "");
    }
  }

  private static void awaitEnd(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static RuntimeException failure(@Nullable Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
  }
}
