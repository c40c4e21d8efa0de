package org.jlondiste.postgres;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One row of an answer. Columns are asked for by name; an unknown name is a fault of the caller.
 */
public final class Row {
  private final Map<String, Integer> positions;
  private final @Nullable Object[] values;

  private Row(Map<String, Integer> positions, @Nullable Object[] values) {
    this.positions = positions;
    this.values = values;
  }

  static Map<String, Integer> positions(ResultSetMetaData metaData) throws SQLException {
    Map<String, Integer> positions = new HashMap<>();
    for (int i = 1; i <= metaData.getColumnCount(); i++) {
      positions.put(metaData.getColumnLabel(i), i - 1);
    }
    return positions;
  }

  static Row read(ResultSet resultSet, Map<String, Integer> positions) throws SQLException {
    int count = resultSet.getMetaData().getColumnCount();
    @Nullable Object[] values = new @Nullable Object[count];
    for (int i = 0; i < count; i++) {
      Object value = resultSet.getObject(i + 1);
      if (value instanceof Array array) {
        List<String> elements = new ArrayList<>();
        for (Object element : (Object[]) array.getArray()) {
          elements.add(String.valueOf(element));
        }
        value = elements;
      }
      values[i] = value;
    }
    return new Row(positions, values);
  }

  /** True if the answer has such a column. */
  public boolean has(String column) {
    return positions.containsKey(column);
  }

  /** A column's value as text; must not be null. */
  public String text(String column) {
    return String.valueOf(required(column));
  }

  public Optional<String> optionalText(String column) {
    return Optional.ofNullable(value(column)).map(String::valueOf);
  }

  public @Nullable String nullableText(String column) {
    Object value = value(column);
    return value == null ? null : String.valueOf(value);
  }

  public long bigint(String column) {
    return number(required(column));
  }

  public Optional<Long> optionalBigint(String column) {
    return Optional.ofNullable(value(column)).map(Row::number);
  }

  public int integer(String column) {
    return Math.toIntExact(bigint(column));
  }

  public double real(String column) {
    return ((Number) required(column)).doubleValue();
  }

  public Optional<Double> optionalReal(String column) {
    return Optional.ofNullable(value(column)).map(value -> ((Number) value).doubleValue());
  }

  public boolean bool(String column) {
    return (Boolean) required(column);
  }

  /** A text array; empty if null. */
  public List<String> texts(String column) {
    Object value = value(column);
    if (value == null) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (Object element : (List<?>) value) {
      texts.add(String.valueOf(element));
    }
    return texts;
  }

  private static long number(Object value) {
    return value instanceof BigDecimal decimal
        ? decimal.longValueExact()
        : ((Number) value).longValue();
  }

  private Object required(String column) {
    Object value = value(column);
    if (value == null) {
      throw new IllegalStateException("column " + column + " is null");
    }
    return value;
  }

  private @Nullable Object value(String column) {
    Integer position = positions.get(column);
    if (position == null) {
      throw new IllegalArgumentException("no column " + column + " in " + positions.keySet());
    }
    return values[position];
  }
}
