package org.jlondiste.postgres.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Server;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jspecify.annotations.Nullable;

/**
 * A table (or view) as the place where rows are to be changed, at the time of reading. Immutable.
 */
public final class TargetTable {
  private static final Sql TABLE = Sql.of(TargetTable.class, "target_table.sql");
  private static final Sql COLUMNS = Sql.of(TargetTable.class, "target_columns.sql");
  private static final Sql INDEXES = Sql.of(TargetTable.class, "target_indexes.sql");

  private final TableName name;
  private final String kind;
  private final boolean hasChildren;
  private final Map<String, TargetColumn> columns;
  private final List<Index> indexes;
  private final Server server;

  private record Index(List<String> columns, boolean unique, boolean tellsRowsApart) {}

  private TargetTable(
      TableName name,
      String kind,
      boolean hasChildren,
      Map<String, TargetColumn> columns,
      List<Index> indexes,
      Server server) {
    this.server = server;
    this.name = name;
    this.kind = kind;
    this.hasChildren = hasChildren;
    this.columns = columns;
    this.indexes = indexes;
  }

  /** Reads the catalog; empty if there is no such table. */
  public static Optional<TargetTable> read(Session session, TableName name) {
    return session
        .optionalRow(TABLE.with("schema", name.schema()).with("name", name.name()))
        .map(row -> read(session, name, row));
  }

  private static TargetTable read(Session session, TableName name, Row table) {
    long oid = table.bigint("oid");
    Map<String, TargetColumn> columns = new LinkedHashMap<>();
    for (Row row : session.rows(COLUMNS.with("oid", oid))) {
      TargetColumn column = TargetColumn.of(row);
      columns.put(column.name(), column);
    }
    List<Index> indexes =
        session.rows(INDEXES.with("oid", oid)).stream()
            .map(
                row ->
                    new Index(
                        row.texts("columns"), row.bool("is_unique"), row.bool("tells_rows_apart")))
            .toList();
    return new TargetTable(
        name, table.text("kind"), table.bool("has_children"), columns, indexes, session.server());
  }

  public TableName name() {
    return name;
  }

  /** What holds the table. */
  public Server server() {
    return server;
  }

  /** All columns that are not dropped, in their order. */
  public List<TargetColumn> columns() {
    return List.copyOf(columns.values());
  }

  /** A column by its name; null if there is none. */
  public @Nullable TargetColumn column(String column) {
    return columns.get(column);
  }

  /** True for a table that holds rows itself or in its partitions: COPY can fill it. */
  public boolean takesCopy() {
    return kind.equals("r") || kind.equals("p");
  }

  /**
   * The name in a statement that changes rows: a parent of inherited tables means itself alone, a
   * partitioned table all of it.
   */
  public String changed() {
    return (kind.equals("r") && hasChildren ? "only " : "") + name.quoted();
  }

  /**
   * True if an index refuses a second row with the same values in these columns, in every role and
   * at once.
   */
  public boolean isUniqueIn(Set<String> key) {
    return indexes.stream().anyMatch(index -> index.unique() && key.containsAll(index.columns()));
  }

  /** True if rows can be looked up by some of these columns. */
  public boolean isIndexedBy(Set<String> key) {
    return indexes.stream().anyMatch(index -> key.contains(index.columns().get(0)));
  }

  /**
   * Columns, never null, of which an index keeps all rows apart, be it checked late; none if there
   * is no such index.
   */
  public List<String> columnsThatTellRowsApart() {
    return indexes.stream()
        .filter(index -> index.tellsRowsApart() && index.columns().stream().allMatch(this::isSure))
        .map(Index::columns)
        .findFirst()
        .orElse(List.of());
  }

  private boolean isSure(String name) {
    TargetColumn column = columns.get(name);
    return column != null && column.notNull() && column.textIsIdentity();
  }

  /** The columns that come first in some index. */
  public Set<String> leadingColumns() {
    return indexes.stream().map(index -> index.columns().get(0)).collect(Collectors.toSet());
  }
}
