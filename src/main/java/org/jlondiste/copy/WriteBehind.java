package org.jlondiste.copy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jlondiste.error.InterruptionError;
import org.jlondiste.postgres.CopyIn;

/**
 * Writes blocks in a thread of its own, while the next ones are read: both servers are at work at
 * the same time. Nobody else may use the stream while something is under way.
 */
final class WriteBehind implements AutoCloseable {
  static final int BLOCK_SIZE = 128 * 1024;

  private static final int MOST_BLOCKS = 4;

  private final CopyIn into;
  private final ExecutorService writer;
  private final Deque<Future<byte[]>> underWay = new ArrayDeque<>();

  WriteBehind(CopyIn into) {
    this.into = into;
    String name = Thread.currentThread().getName() + " writer";
    // starts with the first block
    this.writer =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread thread = new Thread(work, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Has the beginning of a block written.
   *
   * @return a block to go on with
   */
  byte[] write(byte[] block, int length) {
    underWay.add(
        writer.submit(
            () -> {
              into.write(block, 0, length);
              return block;
            }));
    return underWay.size() < MOST_BLOCKS ? new byte[BLOCK_SIZE] : awaitFirst();
  }

  private byte[] awaitFirst() {
    try {
      return underWay.remove().get();
    } catch (ExecutionException e) {
      Threads.throwAgain(e.getCause());
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptionError("a copy was interrupted", "");
    }
  }

  /** Writes the beginning of the last block, after all others. */
  void writeLast(byte[] block, int length) {
    awaitAll();
    into.write(block, 0, length);
  }

  /** Waits until all is written. */
  void awaitAll() {
    while (!underWay.isEmpty()) {
      awaitFirst();
    }
  }

  /** Leaves out what is not written yet. */
  @Override
  public void close() {
    writer.shutdownNow();
    Threads.awaitEnd(writer);
  }
}
