package org.jlondiste.copy;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How much of a table is copied in one transaction. Small chunks cost: a look for their bounds, and
 * their rows are found by the key and not one after the other. Large ones keep locks for long.
 */
final class ChunkSize {
  /** A second's work, or two, where nothing is in the way. */
  private static final long BYTES = 128L * 1024 * 1024;

  /** Where several connections share a table, each has its turn so often. */
  private static final int TURNS = 4;

  private static final long LEAST_BYTES_OF_A_TURN = 8L * 1024 * 1024;

  /** If it is known that less comes through, a transaction ends after about so long. */
  private static final long MOST_SECONDS = 30;

  private ChunkSize() {}

  /**
   * About how many rows make a chunk.
   *
   * @param threads how many connections share the table
   * @return empty if the table is copied at once
   */
  static OptionalInt of(SourceTable table, CopyOptions options, int threads) {
    if (options.chunkRows() > 0) {
      return table.mayHold(options.chunkRows())
          ? OptionalInt.of(options.chunkRows())
          : OptionalInt.empty();
    }
    return table.rowsOf(bytes(table.expectedBytes(), options, threads));
  }

  /**
   * How many chunks the table makes.
   *
   * @param threads how many connections share the table
   * @return empty if not its size tells, but how many rows a chunk is to have
   */
  static OptionalLong parts(SourceTable table, CopyOptions options, int threads) {
    if (options.chunkRows() > 0) {
      return OptionalLong.empty();
    }
    long bytes = bytes(table.expectedBytes(), options, threads);
    return OptionalLong.of((table.expectedBytes() + bytes - 1) / bytes);
  }

  private static long bytes(long expected, CopyOptions options, int threads) {
    long bytes = BYTES;
    if (threads > 1) {
      bytes = Math.min(bytes, Math.max(LEAST_BYTES_OF_A_TURN, expected / threads / TURNS));
    }
    if (options.bytesPerSecond() > 0) {
      bytes = Math.min(bytes, MOST_SECONDS * options.bytesPerSecond());
    }
    return (long) (bytes * options.restraint().share());
  }
}
