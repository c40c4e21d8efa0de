package org.jlondiste.postgres;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/**
 * A row that a server hands out in hexadecimal digits. Servers before 9.1 convert every text that
 * they hand out, and one that holds a byte without a meaning cannot be read otherwise.
 */
public final class HexLine {
  private HexLine() {}

  /** An SQL expression for the bytes of a value. */
  public static String expression(String value) {
    return "pg_catalog.encode(pg_catalog.convert_to(cast("
        + value
        + " as text), 'SQL_ASCII'), 'hex')";
  }

  /**
   * The row as COPY would hand it out.
   *
   * @param line values in hexadecimal digits with tabs between them
   */
  public static byte[] decoded(byte[] line) {
    ByteArrayOutputStream row = new ByteArrayOutputStream();
    int begin = 0;
    for (int i = 0; i < line.length; i++) {
      if (line[i] == '\t' || line[i] == '\n') {
        add(row, line, begin, i);
        row.write(line[i]);
        begin = i + 1;
      }
    }
    return row.toByteArray();
  }

  private static void add(ByteArrayOutputStream row, byte[] line, int begin, int end) {
    if (begin < end && line[begin] == '\\') {
      row.write(line, begin, end - begin);
      return;
    }
    for (int i = begin; i < end; i += 2) {
      int value = HexFormat.fromHexDigit(line[i]) << 4 | HexFormat.fromHexDigit(line[i + 1]);
      switch (value) {
        case '\\' -> row.writeBytes(new byte[] {'\\', '\\'});
        case '\t' -> row.writeBytes(new byte[] {'\\', 't'});
        case '\n' -> row.writeBytes(new byte[] {'\\', 'n'});
        case '\r' -> row.writeBytes(new byte[] {'\\', 'r'});
        default -> row.write(value);
      }
    }
  }
}
