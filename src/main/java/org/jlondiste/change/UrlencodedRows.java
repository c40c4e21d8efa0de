package org.jlondiste.change;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jlondiste.model.Event;
import org.jlondiste.model.InvalidBytes;
import org.jlondiste.model.TableName;
import org.jspecify.annotations.Nullable;

/**
 * The format of {@code pgq.logutriga}: {@code ev_type} is the operation's letter and the key's
 * columns ({@code U:id,day}), {@code ev_data} the row, urlencoded; a column without {@code =} is
 * NULL.
 */
final class UrlencodedRows {
  private static final int MOST_KEPT = 1 << 16;

  private final Map<String, ShapeCache> caches = new HashMap<>();
  private final Charset charset;
  private List<String> lastColumns = List.of();
  private byte[] scratch = new byte[256];

  /**
   * @param charset what the encoded bytes and the characters beside them are in
   */
  UrlencodedRows(Charset charset) {
    this.charset = charset;
  }

  RowChange decode(Event event, TableName table) throws Malformed {
    String data = event.data();
    if (data == null) {
      throw new Malformed("it has no ev_data");
    }
    Operation operation =
        switch (event.type().charAt(0)) {
          case 'I' -> Operation.INSERT;
          case 'U' -> Operation.UPDATE;
          default -> Operation.DELETE;
        };
    List<String> columns = new ArrayList<>();
    List<@Nullable String> values = new ArrayList<>();
    parse(data, columns, values);
    RowShape shape = caches.computeIfAbsent(event.type(), ShapeCache::ofType).shape(columns);
    if (!shape.hasKey() && operation != Operation.INSERT) {
      throw new Malformed(operation + " needs a key, and ev_type names none");
    }
    return new RowChange(
        event.id(), operation, table, shape, values.toArray(new @Nullable String[0]));
  }

  private void parse(String data, List<String> columns, List<@Nullable String> values)
      throws Malformed {
    int start = 0;
    while (start < data.length()) {
      int end = data.indexOf('&', start);
      if (end < 0) {
        end = data.length();
      }
      if (end > start) {
        int equals = data.indexOf('=', start);
        boolean isNull = equals < 0 || equals >= end;
        String column = column(data, start, isNull ? end : equals, columns.size());
        String value = isNull ? null : decoded(data, equals + 1, end);
        int known = columns.indexOf(column);
        if (known < 0) {
          columns.add(column);
          values.add(value);
        } else {
          values.set(known, value);
        }
      }
      start = end + 1;
    }
    lastColumns = columns;
  }

  /** The name of a column: mostly the one that the row before had in the same place. */
  private String column(String data, int start, int end, int place) throws Malformed {
    if (place < lastColumns.size()) {
      String last = lastColumns.get(place);
      if (last.length() == end - start
          && data.startsWith(last, start)
          && last.indexOf('%') < 0
          && last.indexOf('+') < 0) {
        return last;
      }
    }
    return decoded(data, start, end);
  }

  private String decoded(String data, int start, int end) throws Malformed {
    int i = start;
    while (i < end && data.charAt(i) != '%' && data.charAt(i) != '+') {
      i++;
    }
    if (i == end) {
      return data.substring(start, end);
    }
    byte[] bytes = room((end - start) * 3);
    int length = 0;
    int copied = start;
    while (i < end) {
      char c = data.charAt(i);
      if (c == '%' || c == '+') {
        length = copy(data, copied, i, bytes, length);
        if (c == '%') {
          bytes[length] = hex(data, i, end);
          i += 3;
        } else {
          bytes[length] = ' ';
          i++;
        }
        length++;
        copied = i;
      } else {
        i++;
      }
    }
    length = copy(data, copied, end, bytes, length);
    if (isAscii(bytes, length)) {
      return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }
    if (charset.equals(StandardCharsets.UTF_8)) {
      return InvalidBytes.marked(Arrays.copyOf(bytes, length));
    }
    return new String(bytes, 0, length, charset);
  }

  /** Copies characters that stand for themselves. */
  private int copy(String data, int start, int end, byte[] bytes, int length) {
    int to = length;
    for (int i = start; i < end; i++) {
      char c = data.charAt(i);
      if (c >= 0x80) {
        byte[] rest = data.substring(i, end).getBytes(charset);
        System.arraycopy(rest, 0, bytes, to, rest.length);
        return to + rest.length;
      }
      bytes[to] = (byte) c;
      to++;
    }
    return to;
  }

  /** So many bytes at least, whatever is in them; the same again and again unless they are many. */
  private byte[] room(int size) {
    if (size > scratch.length) {
      byte[] larger = new byte[size];
      if (size <= MOST_KEPT) {
        scratch = larger;
      }
      return larger;
    }
    return scratch;
  }

  private static boolean isAscii(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }

  private static byte hex(String data, int percent, int end) throws Malformed {
    if (percent + 2 < end) {
      int high = Character.digit(data.charAt(percent + 1), 16);
      int low = Character.digit(data.charAt(percent + 2), 16);
      if (high >= 0 && low >= 0) {
        return (byte) (high * 16 + low);
      }
    }
    throw new Malformed("a % is not followed by two hexadecimal digits");
  }

  /** The shapes met with one key. */
  static final class ShapeCache {
    private final List<String> key;
    private final Map<List<String>, RowShape> shapes = new HashMap<>();

    ShapeCache(List<String> key) {
      this.key = key;
    }

    private static ShapeCache ofType(String type) {
      return new ShapeCache(
          Stream.of(type.substring(2).split(",", -1)).filter(name -> !name.isEmpty()).toList());
    }

    RowShape shape(List<String> columns) throws Malformed {
      RowShape known = shapes.get(columns);
      if (known == null) {
        try {
          known = new RowShape(columns, key);
        } catch (IllegalArgumentException e) {
          throw new Malformed(String.valueOf(e.getMessage()), e);
        }
        shapes.put(known.columns(), known);
      }
      return known;
    }
  }
}
