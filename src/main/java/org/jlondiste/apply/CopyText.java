package org.jlondiste.apply;

import java.nio.charset.Charset;
import java.util.List;
import org.jlondiste.change.RowChange;
import org.jlondiste.postgres.CopyIn;
import org.jspecify.annotations.Nullable;

/** Writes rows in the text format of COPY. */
final class CopyText {
  private static final int FULL = 1 << 16;

  private final CopyIn copy;
  private final Charset charset;
  private byte[] buffer = new byte[FULL + 4096];
  private int length;

  /**
   * @param charset makes bytes of values
   */
  CopyText(CopyIn copy, Charset charset) {
    this.copy = copy;
    this.charset = charset;
  }

  /** Writes the values at these positions as one row. */
  void write(RowChange row, List<Integer> positions) {
    for (int i = 0; i < positions.size(); i++) {
      if (i > 0) {
        append('\t');
      }
      append(row.value(positions.get(i)));
    }
    append('\n');
    if (length >= FULL) {
      flush();
    }
  }

  void flush() {
    if (length > 0) {
      copy.write(buffer, 0, length);
      length = 0;
    }
  }

  private void append(@Nullable String value) {
    if (value == null) {
      append('\\');
      append('N');
      return;
    }
    byte[] bytes = value.getBytes(charset);
    makeRoom(bytes.length * 2);
    for (byte b : bytes) {
      switch (b) {
        case '\\' -> escape('\\');
        case '\n' -> escape('n');
        case '\r' -> escape('r');
        case '\t' -> escape('t');
        default -> buffer[length++] = b;
      }
    }
  }

  private void escape(char name) {
    buffer[length++] = '\\';
    buffer[length++] = (byte) name;
  }

  private void append(char c) {
    makeRoom(1);
    buffer[length++] = (byte) c;
  }

  private void makeRoom(int more) {
    if (buffer.length - length < more) {
      byte[] larger = new byte[Math.max(buffer.length * 2, length + more)];
      System.arraycopy(buffer, 0, larger, 0, length);
      buffer = larger;
    }
  }
}
