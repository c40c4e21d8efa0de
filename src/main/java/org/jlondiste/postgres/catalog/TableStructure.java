package org.jlondiste.postgres.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.BoundSql;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;

/**
 * What a table is made of.
 *
 * @param columns in the order of the table
 * @param uniqueKeys the primary key first, then by number of columns and name
 */
public record TableStructure(TableName name, List<Column> columns, List<UniqueKey> uniqueKeys) {
  private static final Sql COLUMNS = Sql.of(TableStructure.class, "columns.sql");
  private static final Sql UNIQUE_KEYS = Sql.of(TableStructure.class, "unique_keys.sql");

  public TableStructure {
    columns = List.copyOf(columns);
    uniqueKeys = List.copyOf(uniqueKeys);
  }

  /** Reads the structure of some tables; what is not there is left out. */
  public static Map<TableName, TableStructure> read(Session session, Collection<TableName> names) {
    Map<TableName, List<Column>> columns = new LinkedHashMap<>();
    for (Row row : session.rows(about(COLUMNS, names))) {
      columns.computeIfAbsent(tableName(row), key -> new ArrayList<>()).add(column(row));
    }
    Map<TableName, List<UniqueKey>> keys = new LinkedHashMap<>();
    for (Row row : session.rows(about(UNIQUE_KEYS, names))) {
      keys.computeIfAbsent(tableName(row), key -> new ArrayList<>()).add(uniqueKey(row));
    }
    Map<TableName, TableStructure> structures = new LinkedHashMap<>();
    columns.forEach(
        (name, ofTable) ->
            structures.put(
                name, new TableStructure(name, ofTable, keys.getOrDefault(name, List.of()))));
    return structures;
  }

  public Optional<Column> column(String columnName) {
    return columns.stream().filter(column -> column.name().equals(columnName)).findFirst();
  }

  /** The key that rows are told apart by: the primary key, or one that is just as good. */
  public Optional<UniqueKey> key() {
    return uniqueKeys.stream().filter(UniqueKey::notNull).findFirst();
  }

  private static BoundSql about(Sql sql, Collection<TableName> names) {
    return sql.with("schemas", names.stream().map(TableName::schema).toList())
        .with("names", names.stream().map(TableName::name).toList());
  }

  private static TableName tableName(Row row) {
    return new TableName(row.text("schema_name"), row.text("table_name"));
  }

  private static Column column(Row row) {
    return new Column(
        row.text("column_name"),
        row.text("type"),
        row.bool("not_null"),
        row.optionalText("expression"),
        row.bool("generated"),
        row.optionalText("identity"));
  }

  private static UniqueKey uniqueKey(Row row) {
    return new UniqueKey(
        row.text("index_name"),
        row.bool("is_primary"),
        row.texts("column_names"),
        row.bool("not_null"));
  }
}
