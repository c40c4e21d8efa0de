package org.jlondiste.postgres.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
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
  private static final Sql TABLES = Sql.of(TargetTable.class, "target_tables.sql");
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
    return Optional.ofNullable(read(session, List.of(name)).get(name));
  }

  /** Reads the catalog; tables that are not there are not in the answer. */
  public static Map<TableName, TargetTable> read(Session session, Collection<TableName> names) {
    List<Row> found =
        session.rows(
            TABLES
                .with("schemas", names.stream().map(TableName::schema).toList())
                .with("names", names.stream().map(TableName::name).toList()));
    String oids =
        found.stream()
            .map(row -> Long.toString(row.bigint("oid")))
            .collect(Collectors.joining(",", "{", "}"));
    Map<Long, Map<String, TargetColumn>> columns = new HashMap<>();
    Map<Long, List<Index>> indexes = new HashMap<>();
    if (!found.isEmpty()) {
      for (Row row : session.rows(COLUMNS.with("oids", oids))) {
        TargetColumn column = TargetColumn.of(row);
        columns
            .computeIfAbsent(row.bigint("relation"), oid -> new LinkedHashMap<>())
            .put(column.name(), column);
      }
      for (Row row : session.rows(INDEXES.with("oids", oids))) {
        indexes
            .computeIfAbsent(row.bigint("relation"), oid -> new ArrayList<>())
            .add(
                new Index(
                    row.texts("columns"), row.bool("is_unique"), row.bool("tells_rows_apart")));
      }
    }
    Map<TableName, TargetTable> tables = new LinkedHashMap<>();
    for (Row row : found) {
      TableName name = new TableName(row.text("schema_name"), row.text("name"));
      long oid = row.bigint("oid");
      tables.put(
          name,
          new TargetTable(
              name,
              row.text("kind"),
              row.bool("has_children"),
              columns.getOrDefault(oid, Map.of()),
              indexes.getOrDefault(oid, List.of()),
              session.server()));
    }
    return tables;
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
