package org.jlondiste.copy;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jlondiste.postgres.CopyIn;
import org.jlondiste.postgres.Session;

/** Pipes the answer of one COPY into another. */
final class Transfer {
  /** Lets rows through. */
  static final UnaryOperator<byte[]> AS_IT_IS = row -> row;

  private static final int BUFFER_SIZE = 128 * 1024;

  private final CopyIn into;
  private final byte[] buffer = new byte[BUFFER_SIZE];
  private final Pace pace;
  private int filled;
  private long bytes;
  private long waited;
  private long read;
  private long decoded;
  private long applied;
  private long restedAt = System.nanoTime();

  private Transfer(CopyIn into, Pace pace) {
    this.into = into;
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
    try (CopyIn into = target.copyIn(inStatement)) {
      Transfer transfer = new Transfer(into, pace);
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
    if (piece.length > buffer.length - filled) {
      flush();
    }
    if (piece.length > buffer.length) {
      write(piece, piece.length);
    } else {
      System.arraycopy(piece, 0, buffer, filled, piece.length);
      filled += piece.length;
    }
  }

  private void flush() {
    if (filled > 0) {
      write(buffer, filled);
      filled = 0;
    }
  }

  private void write(byte[] piece, int length) {
    long came = System.nanoTime();
    Throttle.ofProcess().pass(length, pace.bytesPerSecond());
    long passed = System.nanoTime();
    into.write(piece, 0, length);
    long written = System.nanoTime();
    pace.restraint().rest(Duration.ofNanos(written - restedAt));
    read += came - restedAt;
    restedAt = System.nanoTime();
    waited += passed - came + restedAt - written;
    applied += written - passed;
  }

  private long finish() {
    read += System.nanoTime() - restedAt;
    restedAt = System.nanoTime();
    flush();
    long began = System.nanoTime();
    long stored = into.finish();
    applied += System.nanoTime() - began;
    return stored;
  }

  private StageTimes.Amount work(long rows) {
    return new StageTimes.Amount(
        1, rows, rows, bytes, waited, Math.max(0, read - decoded), decoded, applied, 0);
  }
}
