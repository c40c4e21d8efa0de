package org.jlondiste.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.postgres.catalog.TableStructure;
import org.jlondiste.postgres.catalog.UniqueKey;

/**
 * One of two tables that are compared, as its database has it.
 *
 * @param session where it is read; other statements of that session see the same moment
 * @param only rows of tables that inherit from it do not count
 * @param condition SQL that says which rows count; empty for all
 * @param columns in the order of the table
 * @param key the columns that rows are told apart by; empty if there are none
 */
record ComparedTable(
    Session session,
    TableName name,
    boolean only,
    String condition,
    Map<String, ColumnType> columns,
    List<String> key) {
  private static final Sql TABLE = Sql.of(ComparedTable.class, "compared_table.sql");
  private static final Sql COLUMNS = Sql.of(ComparedTable.class, "compared_columns.sql");

  /** Reads the catalog; empty if there is no such table. */
  static Optional<ComparedTable> read(Session session, TableName name, String condition) {
    Optional<Row> found =
        session.optionalRow(TABLE.with("schema", name.schema()).with("name", name.name()));
    return found.map(row -> read(session, name, condition, row));
  }

  private static ComparedTable read(Session session, TableName name, String condition, Row table) {
    Map<String, ColumnType> columns = new LinkedHashMap<>();
    for (Row row : session.rows(COLUMNS.with("oid", table.bigint("oid")))) {
      columns.put(row.text("name"), ColumnType.of(row));
    }
    List<String> key =
        Optional.ofNullable(TableStructure.read(session, List.of(name)).get(name))
            .flatMap(TableStructure::key)
            .map(UniqueKey::columns)
            .orElse(List.of());
    return new ComparedTable(
        session, name, table.text("kind").equals("r"), condition, columns, key);
  }

  ColumnType type(String column) {
    ColumnType type = columns.get(column);
    if (type == null) {
      throw new IllegalArgumentException("no column " + column + " in " + columns.keySet());
    }
    return type;
  }

  /** What stands behind {@code from} in a query of its rows. */
  String rows() {
    return (only ? "only " : "") + name.quoted() + where();
  }

  /** The condition as a clause of its own. */
  String where() {
    return condition.isEmpty() ? "" : " where (" + condition + ")";
  }
}
