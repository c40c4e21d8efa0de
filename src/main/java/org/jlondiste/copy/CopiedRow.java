package org.jlondiste.copy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row in the text format of COPY, in UTF-8. */
final class CopiedRow {
  private CopiedRow() {}

  /** The values of a row. */
  static @Nullable String[] values(byte[] row) {
    int end = row.length > 0 && row[row.length - 1] == '\n' ? row.length - 1 : row.length;
    String line = new String(row, 0, end, StandardCharsets.UTF_8);
    List<@Nullable String> values = new ArrayList<>();
    int start = 0;
    while (true) {
      int tab = line.indexOf('\t', start);
      values.add(value(line.substring(start, tab < 0 ? line.length() : tab)));
      if (tab < 0) {
        return values.toArray(new @Nullable String[0]);
      }
      start = tab + 1;
    }
  }

  /** Writes a row. */
  static byte[] row(@Nullable String[] values) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      if (i > 0) {
        line.append('\t');
      }
      append(line, values[i]);
    }
    return line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static @Nullable String value(String field) {
    if (field.equals("\\N")) {
      return null;
    }
    if (field.indexOf('\\') < 0) {
      return field;
    }
    StringBuilder value = new StringBuilder(field.length());
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '\\' && i + 1 < field.length()) {
        i++;
        c =
            switch (field.charAt(i)) {
              case 'b' -> '\b';
              case 'f' -> '\f';
              case 'n' -> '\n';
              case 'r' -> '\r';
              case 't' -> '\t';
              case 'v' -> '\u000B';
              default -> field.charAt(i);
            };
      }
      value.append(c);
    }
    return value.toString();
  }

  private static void append(StringBuilder line, @Nullable String value) {
    if (value == null) {
      line.append("\\N");
      return;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> line.append("\\\\");
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        case '\t' -> line.append("\\t");
        default -> line.append(c);
      }
    }
  }
}
