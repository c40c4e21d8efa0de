package org.jlondiste.copy;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jlondiste.postgres.Session;

/** Where the time of a node's work goes, added up from its beginning. Safe for several threads. */
public final class StageTimes {
  private final Map<Work, Amount> sums = new EnumMap<>(Work.class);

  /** What a node does with its provider's rows. */
  public enum Work {
    /** The worker applies batches. */
    BATCHES,
    /** Copies replay what changed meanwhile. */
    CATCHING_UP,
    /** Copies bring rows over, several of them and their chunks at the same time. */
    COPYING;

    /** As the operator reads it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * An amount of work. The times, in nanoseconds, are those of {@link Stages}; where rows are
   * copied one thread waits so that the provider is spared, reads, decodes and applies, one after
   * the other.
   *
   * @param parts batches, or pieces of tables
   * @param events that were read; where rows are copied these
   * @param rows that were written, each batch's changes of one row taken together
   * @param bytes of rows that were read
   */
  public record Amount(
      long parts,
      long events,
      long rows,
      long bytes,
      long waited,
      long read,
      long decoded,
      long applied,
      long committed) {
    public static final Amount NONE = new Amount(0, 0, 0, 0, 0, 0, 0, 0, 0);

    Amount plus(Amount more) {
      return new Amount(
          parts + more.parts,
          events + more.events,
          rows + more.rows,
          bytes + more.bytes,
          waited + more.waited,
          read + more.read,
          decoded + more.decoded,
          applied + more.applied,
          committed + more.committed);
    }

    /** What has come since there was less. */
    public Amount since(Amount less) {
      return new Amount(
          parts - less.parts,
          events - less.events,
          rows - less.rows,
          bytes - less.bytes,
          waited - less.waited,
          read - less.read,
          decoded - less.decoded,
          applied - less.applied,
          committed - less.committed);
    }
  }

  synchronized void add(Work work, Amount amount) {
    sums.merge(work, amount, Amount::plus);
  }

  /** Runs a transaction of a copy, and counts how long it takes to be committed. */
  <T> T transaction(Session target, org.jlondiste.postgres.Work<T> work) {
    long[] done = new long[1];
    T result =
        target.transaction(
            () -> {
              T outcome = work.run();
              done[0] = System.nanoTime();
              return outcome;
            });
    add(Work.COPYING, new Amount(0, 0, 0, 0, 0, 0, 0, 0, System.nanoTime() - done[0]));
    return result;
  }

  /** {@link #transaction} for work without a result. */
  void transactionally(Session target, Runnable work) {
    transaction(
        target,
        () -> {
          work.run();
          return true;
        });
  }

  /** All that was done so far; work that was not has no entry. */
  public synchronized Map<Work, Amount> sums() {
    return Map.copyOf(sums);
  }
}
