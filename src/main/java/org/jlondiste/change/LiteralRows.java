package org.jlondiste.change;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import org.jlondiste.model.Event;
import org.jlondiste.model.TableName;
import org.jspecify.annotations.Nullable;

/**
 * Our own format: {@code ev_data} is the row as PostgreSQL prints a whole row, {@code ev_extra2}
 * its column names and {@code ev_extra3} those of its key, both as PostgreSQL prints a {@code
 * text[]}.
 */
final class LiteralRows {
  private record Names(String columns, @Nullable String key) {}

  private final Map<Names, RowShape> shapes = new HashMap<>();
  private @Nullable Names lastNames;
  private @Nullable RowShape lastShape;

  RowChange decode(Event event, Operation operation, TableName table) throws Malformed {
    String data = event.data();
    String columns = event.extra2();
    if (data == null || columns == null) {
      throw new Malformed("it lacks ev_data or ev_extra2");
    }
    RowShape shape = shape(columns, event.extra3());
    if (!shape.hasKey() && operation != Operation.INSERT && operation != Operation.DELETE) {
      throw new Malformed(operation + " needs a key, and ev_extra3 names none");
    }
    return new RowChange(event.id(), operation, table, shape, RowValues.in(data, shape.size()));
  }

  /** The key for people of a row that was left on the server; empty if it cannot be told. */
  String keyOf(Event event, LargeRow row) {
    String columns = event.extra2();
    String key = event.extra3();
    if (columns == null || key == null) {
      return "";
    }
    try {
      RowShape shape = shape(columns, key);
      List<@Nullable String> values = RowLiteral.beginning(row.beginning());
      StringJoiner text = new StringJoiner(", ");
      for (int i = 0; i < shape.keySize(); i++) {
        int position = shape.keyPosition(i);
        if (position >= values.size()) {
          return "";
        }
        text.add(shape.columns().get(position) + "=" + values.get(position));
      }
      return text.toString();
    } catch (Malformed e) {
      return "";
    }
  }

  private RowShape shape(String columns, @Nullable String key) throws Malformed {
    Names last = lastNames;
    RowShape known = lastShape;
    if (last != null
        && known != null
        && last.columns.equals(columns)
        && Objects.equals(last.key, key)) {
      return known;
    }
    Names names = new Names(columns, key);
    known = shapes.get(names);
    if (known == null) {
      try {
        known = new RowShape(texts(columns), key == null ? List.of() : texts(key));
      } catch (IllegalArgumentException e) {
        throw new Malformed(String.valueOf(e.getMessage()), e);
      }
      shapes.put(names, known);
    }
    lastNames = names;
    lastShape = known;
    return known;
  }

  /** The elements of a one-dimensional text array. */
  private static List<String> texts(String literal) throws Malformed {
    if (!literal.startsWith("{") || !literal.endsWith("}")) {
      throw new Malformed("not an array of names: " + literal);
    }
    List<String> texts = new ArrayList<>();
    int end = literal.length() - 1;
    int i = 1;
    while (i < end) {
      StringBuilder element = new StringBuilder();
      boolean quoted = literal.charAt(i) == '"';
      if (quoted) {
        i++;
      }
      while (i < end && literal.charAt(i) != (quoted ? '"' : ',')) {
        if (literal.charAt(i) == '\\') {
          i++;
        }
        element.append(literal.charAt(i));
        i++;
      }
      texts.add(element.toString());
      if (quoted) {
        i++;
      }
      i++;
    }
    return texts;
  }
}
