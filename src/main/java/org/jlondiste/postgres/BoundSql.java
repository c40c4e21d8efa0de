package org.jlondiste.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A statement with the values of its parameters. Values are null, String, Long, Integer, Double,
 * Boolean, or a List of String (a text array).
 */
public final class BoundSql {
  private final Sql sql;
  private final List<Map.Entry<String, Value>> values;

  private record Value(@Nullable Object object) {}

  BoundSql(Sql sql) {
    this.sql = sql;
    this.values = List.of();
  }

  private BoundSql(BoundSql before, String name, @Nullable Object value) {
    this.sql = before.sql;
    this.values = new ArrayList<>(before.values);
    this.values.add(Map.entry(name, new Value(value)));
  }

  /** The statement with one more value. */
  public BoundSql with(String name, @Nullable Object value) {
    if (!sql.parameters().contains(name)) {
      throw new IllegalArgumentException(sql + " has no parameter " + name);
    }
    return new BoundSql(this, name, value);
  }

  Sql sql() {
    return sql;
  }

  /** The values in the order of the placeholders. */
  List<@Nullable Object> arguments(Sql.Form form) {
    List<@Nullable Object> arguments = new ArrayList<>();
    for (String parameter : form.parameters()) {
      arguments.add(valueOf(parameter));
    }
    return arguments;
  }

  private @Nullable Object valueOf(String parameter) {
    for (Map.Entry<String, Value> entry : values) {
      if (entry.getKey().equals(parameter)) {
        return entry.getValue().object();
      }
    }
    throw new IllegalArgumentException(sql + " lacks a value for " + parameter);
  }
}
