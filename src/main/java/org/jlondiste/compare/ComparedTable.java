package org.jlondiste.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jlondiste.handler.ColumnChoice;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Identifier;
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
 * @param rewritten nothing can be said of its rows: the moment that is seen is before it was
 *     written anew
 * @param columns in the order of the table
 * @param key the columns that rows are told apart by; empty if there are none
 * @param selected the columns as a select list, if they have other names in the database or some of
 *     them do not count; else empty
 */
record ComparedTable(
    Session session,
    TableName name,
    boolean only,
    String condition,
    boolean rewritten,
    Map<String, ColumnType> columns,
    List<String> key,
    String selected) {
  private static final Sql TABLE = Sql.of(ComparedTable.class, "compared_table.sql");
  private static final Sql COLUMNS = Sql.of(ComparedTable.class, "compared_columns.sql");
  private static final Sql REWRITTEN = Sql.of(ComparedTable.class, "rewritten.sql");

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
        session,
        name,
        table.text("kind").equals("r"),
        condition,
        isRewritten(session, name, table),
        columns,
        key,
        "");
  }

  /** From here on it is not, until the transaction ends. */
  private static boolean isRewritten(Session session, TableName name, Row table) {
    String kind = table.text("kind");
    if (!session.inTransaction() || (!kind.equals("r") && !kind.equals("p"))) {
      return false;
    }
    session.execute(
        "lock table "
            + (kind.equals("r") ? "only " : "")
            + name.quoted()
            + " in access share mode");
    return session.row(REWRITTEN.with("oid", table.bigint("oid"))).bool("rewritten");
  }

  /** The same with the rows of tables that inherit from it. */
  ComparedTable withChildren() {
    return new ComparedTable(session, name, false, condition, rewritten, columns, key, selected);
  }

  /** The columns that a handler takes, by the names that it gives them. */
  ComparedTable chosen(ColumnChoice choice) {
    if (choice.isAll()) {
      return this;
    }
    Map<String, ColumnType> taken = new LinkedHashMap<>();
    List<String> list = new ArrayList<>();
    columns.forEach(
        (column, type) ->
            choice
                .nameHere(column)
                .ifPresent(
                    here -> {
                      taken.put(here, type);
                      list.add(Identifier.quote(column) + " as " + Identifier.quote(here));
                    }));
    List<String> keyHere =
        key.stream().flatMap(column -> choice.nameHere(column).stream()).toList();
    return new ComparedTable(
        session,
        name,
        only,
        condition,
        rewritten,
        taken,
        keyHere.size() == key.size() ? keyHere : List.of(),
        String.join(", ", list));
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
    if (!selected.isEmpty()) {
      return "(select "
          + selected
          + " from "
          + (only ? "only " : "")
          + name.quoted()
          + where()
          + ") as t";
    }
    return (only ? "only " : "") + name.quoted() + where();
  }

  /** True if another condition behind {@link #rows} must be joined by {@code and}. */
  boolean hasCondition() {
    return selected.isEmpty() && !condition.isEmpty();
  }

  /** The condition as a clause of its own. */
  String where() {
    return condition.isEmpty() ? "" : " where (" + condition + ")";
  }
}
