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
  private final Map<String, ShapeCache> caches = new HashMap<>();
  private final Charset charset;

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
        String column = decoded(data, start, isNull ? end : equals);
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
  }

  private String decoded(String data, int start, int end) throws Malformed {
    int i = start;
    while (i < end && data.charAt(i) != '%' && data.charAt(i) != '+') {
      i++;
    }
    if (i == end) {
      return data.substring(start, end);
    }
    byte[] bytes = new byte[(end - start) * 3];
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
    if (charset.equals(StandardCharsets.UTF_8)) {
      return InvalidBytes.marked(Arrays.copyOf(bytes, length));
    }
    return new String(bytes, 0, length, charset);
  }

  /** Copies characters that stand for themselves. */
  private int copy(String data, int start, int end, byte[] bytes, int length) {
    if (start == end) {
      return length;
    }
    byte[] plain = data.substring(start, end).getBytes(charset);
    System.arraycopy(plain, 0, bytes, length, plain.length);
    return length + plain.length;
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
