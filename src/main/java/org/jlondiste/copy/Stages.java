package org.jlondiste.copy;

import java.util.Locale;
import org.jlondiste.copy.StageTimes.Amount;
import org.jlondiste.copy.StageTimes.Work;
import org.jlondiste.queue.Batch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the time of one batch goes: one thread waits for portions, applies and commits them, while
 * another one reads and decodes; of a small batch one thread does all, and waits while it reads and
 * decodes. For the thread that applies, except {@link #decodedSince}.
 */
public final class Stages {
  private static final Logger LOG = LoggerFactory.getLogger(Stages.class);

  private final Batch batch;
  private final StageTimes sums;
  private final Work work;
  private final long start = System.nanoTime();
  private long waited;
  private long decoded;
  private long read;
  private long bytes;
  private long events;
  private long rows;
  private long applied;

  /**
   * Begins now.
   *
   * @param sums to which it is added in the end
   */
  public Stages(Batch batch, StageTimes sums, Work work) {
    this.batch = batch;
    this.sums = sums;
    this.work = work;
  }

  /** A portion came, or the provider was spared enough, after a wait since a moment. */
  public void waitedSince(long moment) {
    waited += System.nanoTime() - moment;
  }

  /**
   * The reading thread has decoded some events since a moment. Told before they are handed over.
   */
  public void decodedSince(long moment, int some) {
    decoded += System.nanoTime() - moment;
    events += some;
  }

  /**
   * All is read.
   *
   * @param busyNanos it took to read and decode it
   * @param characters of rows
   */
  public void read(long busyNanos, long characters) {
    read = Math.max(0, busyNanos - decoded);
    bytes = characters;
  }

  /**
   * All is applied, but not committed.
   *
   * @param written how many rows were written
   */
  public void applied(long written) {
    rows = written;
    applied = System.nanoTime();
  }

  /** All is committed: what it took goes into the log. */
  public void committed() {
    if (events == 0) {
      return;
    }
    long end = System.nanoTime();
    Amount amount =
        new Amount(
            1, events, rows, bytes, waited, read, decoded, applied - start - waited, end - applied);
    sums.add(work, amount);
    if (work == Work.BATCHES) {
      LOG.info("{count: {}, duration: {}, tick: {}}", events, (end - start) / 1e9, batch.tick());
    }
    if (LOG.isDebugEnabled()) {
      LOG.debug("{work: {}, tick: {}, {}}", work.word(), batch.tick(), inWords(amount));
    }
  }

  /** For the log. */
  static String inWords(Amount amount) {
    return String.format(
        Locale.ROOT,
        "wait: %.4f, read: %.4f, decode: %.4f, apply: %.4f, commit: %.4f,"
            + " events: %d, rows: %d, bytes: %d",
        amount.waited() / 1e9,
        amount.read() / 1e9,
        amount.decoded() / 1e9,
        amount.applied() / 1e9,
        amount.committed() / 1e9,
        amount.events(),
        amount.rows(),
        amount.bytes());
  }
}
