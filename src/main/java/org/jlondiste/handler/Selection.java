package org.jlondiste.handler;

import java.util.Map;
import java.util.Optional;
import org.jlondiste.model.TableName;

/** Some rows and some columns of a table, under other names if wanted. */
final class Selection implements TableHandler {
  private final String condition;
  private final ColumnChoice columns;
  private final Optional<TableName> destination;
  private final boolean ignoresTruncate;

  private Selection(
      String condition,
      ColumnChoice columns,
      Optional<TableName> destination,
      boolean ignoresTruncate) {
    this.condition = condition;
    this.columns = columns;
    this.destination = destination;
    this.ignoresTruncate = ignoresTruncate;
  }

  static Selection of(TableName table, Map<String, String> arguments, Surroundings surroundings) {
    return new Selection(
        arguments.getOrDefault("where", "").trim(),
        ColumnChoice.parse(
            arguments.getOrDefault("fields", "*"), arguments.getOrDefault("skip_fields", "")),
        renamed(table, arguments),
        Switches.isOn(arguments, "ignore_truncate"));
  }

  /** The name here that arguments {@code schema} and {@code table} say; empty if they do not. */
  static Optional<TableName> renamed(TableName table, Map<String, String> arguments) {
    String schema = arguments.getOrDefault("schema", "");
    String name = arguments.getOrDefault("table", "");
    if (schema.isEmpty() && name.isEmpty()) {
      return Optional.empty();
    }
    TableName typed = name.isEmpty() ? table : TableName.parse(name);
    if (!schema.isEmpty()) {
      return Optional.of(new TableName(schema, typed.name()));
    }
    boolean bare = name.indexOf('.') < 0;
    return Optional.of(bare ? new TableName(table.schema(), typed.name()) : typed);
  }

  @Override
  public String condition() {
    return condition;
  }

  @Override
  public ColumnChoice columns() {
    return columns;
  }

  @Override
  public boolean ignoresTruncate() {
    return ignoresTruncate;
  }

  @Override
  public Optional<TableName> destination() {
    return destination;
  }
}
