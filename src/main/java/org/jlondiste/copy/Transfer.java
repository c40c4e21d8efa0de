package org.jlondiste.copy;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jlondiste.postgres.CopyIn;
import org.jlondiste.postgres.Session;

/** Pipes the answer of one COPY into another: one thread reads, and another writes. */
final class Transfer {
  /** Lets rows through. */
  static final UnaryOperator<byte[]> AS_IT_IS = row -> row;

  private final CopyIn into;
  private final WriteBehind behind;
  private final Pace pace;
  private byte[] block = new byte[WriteBehind.BLOCK_SIZE];
  private int filled;
  private long bytes;
  private long waited;
  private long read;
  private long decoded;
  private long applied;
  private long restedAt = System.nanoTime();

  private Transfer(CopyIn into, WriteBehind behind, Pace pace) {
    this.into = into;
    this.behind = behind;
    this.pace = pace;
  }

  /**
   * How much was piped.
   *
   * @param work the same, and where the time went
   */
  record Amount(long rows, long bytes, StageTimes.Amount work) {}

  /**
   * Pipes in the transactions under way.
   *
   * @param outStatement {@code COPY … TO STDOUT} for the source
   * @param inStatement {@code COPY … FROM STDIN} for the target, in the same format
   * @param pace how fast rows are read
   * @param change makes what is stored of each row; throws to break off; {@link #AS_IT_IS} if it is
   *     to be stored as it comes
   * @throws IllegalStateException if the target stored another number of rows than the source gave
   */
  static Amount pipe(
      Session source,
      String outStatement,
      Session target,
      String inStatement,
      Pace pace,
      UnaryOperator<byte[]> change) {
    if (source.server().hasHexBytea() && !target.server().hasHexBytea()) {
      source.execute("set bytea_output = escape");
    }
    try (CopyIn into = target.copyIn(inStatement);
        WriteBehind behind = new WriteBehind(into)) {
      Transfer transfer = new Transfer(into, behind, pace);
      long given =
          source.copyOut(
              outStatement,
              row -> transfer.take(change == AS_IT_IS ? row : transfer.made(change, row)));
      long stored = transfer.finish();
      if (given >= 0 && stored >= 0 && given != stored) {
        throw new IllegalStateException(
            "the source gave " + given + " rows, the target stored " + stored);
      }
      return new Amount(stored, transfer.bytes, transfer.work(stored));
    }
  }

  private byte[] made(UnaryOperator<byte[]> change, byte[] row) {
    long moment = System.nanoTime();
    byte[] made = change.apply(row);
    decoded += System.nanoTime() - moment;
    return made;
  }

  private void take(byte[] piece) {
    bytes += piece.length;
    if (piece.length > block.length - filled) {
      flush();
    }
    if (piece.length > block.length) {
      write(piece, piece.length);
    } else {
      System.arraycopy(piece, 0, block, filled, piece.length);
      filled += piece.length;
    }
  }

  private void flush() {
    if (filled > 0) {
      block = write(block, filled);
      filled = 0;
    }
  }

  /** Returns a block to go on with. */
  private byte[] write(byte[] piece, int length) {
    long came = System.nanoTime();
    read += came - restedAt;
    Throttle.ofProcess().pass(length, pace.bytesPerSecond());
    long passed = System.nanoTime();
    byte[] next = behind.write(piece, length);
    if (length > WriteBehind.BLOCK_SIZE) {
      // memory holds one of these at a time
      behind.awaitAll();
    }
    long handed = System.nanoTime();
    pace.restraint().rest(Duration.ofNanos(handed - restedAt));
    restedAt = System.nanoTime();
    applied += handed - passed;
    waited += passed - came + restedAt - handed;
    return next;
  }

  private long finish() {
    read += System.nanoTime() - restedAt;
    restedAt = System.nanoTime();
    Throttle.ofProcess().pass(filled, pace.bytesPerSecond());
    long passed = System.nanoTime();
    waited += passed - restedAt;
    behind.writeLast(block, filled);
    long stored = into.finish();
    applied += System.nanoTime() - passed;
    return stored;
  }

  private StageTimes.Amount work(long rows) {
    return new StageTimes.Amount(
        1, rows, rows, bytes, waited, Math.max(0, read - decoded), decoded, applied, 0);
  }
}
