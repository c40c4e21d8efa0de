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

  /** Writes the values at these rising positions as one row. */
  void write(RowChange row, List<Integer> positions) {
    String literal = row.literal();
    if (literal != null && positions.size() == row.shape().size() && !positions.isEmpty()) {
      writeWhole(literal.getBytes(charset));
    } else {
      for (int i = 0; i < positions.size(); i++) {
        if (i > 0) {
          append('\t');
        }
        append(row.value(positions.get(i)));
      }
    }
    append('\n');
    if (length >= FULL) {
      flush();
    }
  }

  /**
   * Writes all values of a row literal: its quotes, and what it doubles inside of them, go, and
   * COPY's own escapes come.
   */
  private void writeWhole(byte[] literal) {
    makeRoom(literal.length * 3);
    int end = literal.length - 1;
    int i = 1;
    while (true) {
      if (i == end || literal[i] == ',') {
        buffer[length++] = '\\';
        buffer[length++] = 'N';
      } else if (literal[i] == '"') {
        i++;
        while (literal[i] != '"' || literal[i + 1] == '"') {
          if (literal[i] == '"' || literal[i] == '\\') {
            i++;
          }
          put(literal[i++]);
        }
        i++;
      } else {
        while (i < end && literal[i] != ',') {
          put(literal[i++]);
        }
      }
      if (i == end) {
        return;
      }
      buffer[length++] = '\t';
      i++;
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
      put(b);
    }
  }

  /** Writes a byte of a value, for which there is room for two. */
  private void put(byte b) {
    if (b > '\\' || b < 0 || (b > '\r' && b < '\\')) {
      buffer[length++] = b;
      return;
    }
    switch (b) {
      case '\\' -> escape('\\');
      case '\n' -> escape('n');
      case '\r' -> escape('r');
      case '\t' -> escape('t');
      default -> buffer[length++] = b;
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
