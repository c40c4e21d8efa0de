package org.jlondiste.worker;

import java.util.Locale;
import org.jlondiste.queue.Batch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the time of one batch goes: the worker waits for portions, applies and commits them, while
 * another thread reads and decodes. For the worker's thread, except {@link #decoded}.
 */
final class Stages {
  private static final Logger LOG = LoggerFactory.getLogger(Stages.class);

  private final Batch batch;
  private final long start = System.nanoTime();
  private long waited;
  private long decoded;
  private long read;
  private long bytes;
  private long events;
  private long applied;

  Stages(Batch batch) {
    this.batch = batch;
  }

  /** A portion came after the worker had waited for it since a moment. */
  void waitedSince(long moment) {
    waited += System.nanoTime() - moment;
  }

  /**
   * The reading thread has decoded a portion since a moment. Told before the portion is handed
   * over.
   */
  void decodedSince(long moment) {
    decoded += System.nanoTime() - moment;
  }

  /** A portion was dealt with. */
  void took(int more) {
    events += more;
  }

  /**
   * All is read.
   *
   * @param busyNanos it took to read and decode it
   * @param characters of rows
   */
  void read(long busyNanos, long characters) {
    read = Math.max(0, busyNanos - decoded);
    bytes = characters;
  }

  /** All is applied, but not committed. */
  void applied() {
    applied = System.nanoTime();
  }

  /** All is committed: what it took goes into the log. */
  void committed() {
    if (events == 0) {
      return;
    }
    long end = System.nanoTime();
    LOG.info("{count: {}, duration: {}, tick: {}}", events, (end - start) / 1e9, batch.tick());
    if (LOG.isDebugEnabled()) {
      LOG.debug(
          "{tick: {}, wait: {}, apply: {}, commit: {}, read: {}, decode: {}, rows: {}, bytes: {}}",
          batch.tick(),
          seconds(waited),
          seconds(applied - start - waited),
          seconds(end - applied),
          seconds(read),
          seconds(decoded),
          events,
          bytes);
    }
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.4f", nanos / 1e9);
  }
}
