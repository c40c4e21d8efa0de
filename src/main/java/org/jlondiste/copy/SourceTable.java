package org.jlondiste.copy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jlondiste.error.StateError;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.ExactText;
import org.jlondiste.postgres.HexLine;
import org.jlondiste.postgres.Identifier;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Server;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.postgres.TextPassage;

/** A table that is copied from: its columns, its key, its size. */
final class SourceTable {
  private static final Sql TABLE = Sql.of(SourceTable.class, "source_table.sql");
  private static final Sql COLUMNS = Sql.of(SourceTable.class, "table_columns.sql");
  private static final Sql KEY = Sql.of(SourceTable.class, "source_key.sql");

  /** What a row takes at least: its header, and where it begins in its page. */
  private static final long LEAST_ROW_BYTES = 27;

  /** Of a part of the table, so many pages are looked at to find where it begins. */
  private static final int PAGES_OF_A_SAMPLE = 32;

  /** Of all pages, where there are more parts. */
  private static final int MOST_PAGES = 8_000;

  /** No page has more places for rows, whatever the size of pages. */
  private static final int MOST_LINES = 1_200;

  /** Every so manieth place is looked at: many are empty, or only point to a row. */
  private static final int LINE_STEP = 3;

  /** Fewer rows in a part tell nothing about its size. */
  private static final int LEAST_SAMPLE = 4;

  /** What a row is taken to need where nobody has counted. */
  private static final long USUAL_ROW_BYTES = 128;

  private final Session session;
  private final TableName name;
  private final boolean partitioned;
  private final boolean partialEvents;
  private final long expectedRows;
  private final long expectedBytes;
  private final List<Column> columns;
  private final List<Column> key;

  private record Column(String name, String type, String baseType, boolean builtIn) {}

  private SourceTable(
      Session session, TableName name, Row row, List<Column> columns, List<Column> key) {
    this.session = session;
    this.name = name;
    this.partitioned = row.bool("partitioned");
    this.partialEvents = row.bool("partial_events");
    this.expectedRows = row.bigint("expected_rows");
    this.expectedBytes = row.bigint("expected_bytes");
    this.columns = columns;
    this.key = key;
  }

  /**
   * Reads the catalog.
   *
   * @throws StateError if there is no such table
   */
  static SourceTable read(Session session, TableName name) {
    SourceTable table = read(session, List.of(name)).get(name);
    if (table == null) {
      throw new StateError(
          "table " + name + " does not exist in " + session.target(),
          "create it there, or 'remove-table " + name + "' here");
    }
    return table;
  }

  /** Reads the catalog for several tables; those that do not exist are not in the answer. */
  static Map<TableName, SourceTable> read(Session session, List<TableName> names) {
    List<Row> rows = rows(session, names);
    List<String> oids = rows.stream().map(row -> String.valueOf(row.bigint("oid"))).toList();
    Map<Long, List<Column>> columns = columns(session, COLUMNS, oids);
    Map<Long, List<Column>> keys = columns(session, KEY, oids);
    Map<TableName, SourceTable> tables = new HashMap<>();
    for (Row row : rows) {
      long oid = row.bigint("oid");
      TableName name = new TableName(row.text("schema_name"), row.text("table_name"));
      tables.put(
          name,
          new SourceTable(
              session,
              name,
              row,
              columns.getOrDefault(oid, List.of()),
              keys.getOrDefault(oid, List.of())));
    }
    return tables;
  }

  /**
   * Keeps the table, and its partitions, as they are built until the session's transaction ends;
   * rows may change. Ahead of the snapshot: one taken before sees no rows of what is written anew
   * meanwhile, by truncate or alter table.
   */
  void lock() {
    session.execute(
        "lock table " + (partitioned ? "" : "only ") + name.quoted() + " in access share mode");
  }

  /** What the catalog says about tables; those that do not exist are not in the answer. */
  static List<Row> rows(Session session, List<TableName> names) {
    return session.rows(
        TABLE
            .with("schemas", names.stream().map(TableName::schema).toList())
            .with("tables", names.stream().map(TableName::name).toList()));
  }

  /** False if its rows are in others, too: in partitions. */
  boolean isPlain() {
    return !partitioned;
  }

  long expectedRows() {
    return expectedRows;
  }

  long expectedBytes() {
    return expectedBytes;
  }

  List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }

  /** The types of columns, without lengths, domains resolved. */
  List<String> types(List<String> columnNames) {
    return columnNames.stream().map(this::baseType).toList();
  }

  /** False if its pages are too few for so many rows. */
  boolean mayHold(long rows) {
    return expectedBytes >= rows * LEAST_ROW_BYTES;
  }

  /**
   * About how many rows take so many bytes.
   *
   * @return empty if the whole table takes no more
   */
  OptionalInt rowsOf(long bytes) {
    if (expectedBytes <= bytes) {
      return OptionalInt.empty();
    }
    long rowBytes = expectedRows > 0 ? expectedBytes / expectedRows : USUAL_ROW_BYTES;
    return OptionalInt.of((int) Math.max(1, bytes / Math.max(LEAST_ROW_BYTES, rowBytes)));
  }

  /**
   * True if chunks can be told by the key. Types from outside the server's own catalog are left
   * out: their order may not be the one that a plain comparison sees. So are tables whose events
   * tell only the columns that changed, for these cannot be replayed over rows of another moment.
   */
  boolean canBeChunked() {
    return !partialEvents && !key.isEmpty() && key.stream().allMatch(Column::builtIn);
  }

  /**
   * The key that so many rows follow the lower bound; empty if there are fewer rows.
   *
   * @param lower the bound to begin behind; empty for the first row
   * @param condition an SQL condition on the rows; empty for none
   */
  List<String> boundAfter(List<String> lower, int rows, String condition) {
    // a bare name would mean the text beside it, and rows would come in the order of texts
    String keys =
        keyNames().stream()
            .map(column -> Identifier.quote(name.name()) + "." + Identifier.quote(column))
            .collect(Collectors.joining(", "));
    String select =
        key.stream()
            .map(
                column ->
                    asBound(Identifier.quote(column.name()) + "::text")
                        + " as "
                        + Identifier.quote(column.name()))
            .collect(Collectors.joining(", "));
    String sql =
        "select "
            + select
            + " from "
            + from()
            + where(range(lower, List.of()), condition)
            + " order by "
            + keys
            + " offset "
            + (rows - 1)
            + " limit 1";
    List<String> bound = new ArrayList<>();
    session
        .optionalRow(Sql.composed("next chunk of " + name, sql).bound())
        .ifPresent(row -> keyNames().forEach(column -> bound.add(row.text(column))));
    return bound;
  }

  /**
   * Keys that cut the table into parts of about the same size, in their order: those of rows from a
   * few pages all over it. Any will do, as rows come and go anyway.
   *
   * @param parts so many are wanted
   * @return empty if the table has partitions, or too few rows were found for so many parts
   */
  List<List<String>> boundsBySample(long parts) {
    if (partitioned || parts > MOST_PAGES) {
      return List.of();
    }
    List<List<String>> bounds = new ArrayList<>();
    for (Row row : session.rows(sample(parts).bound())) {
      bounds.add(keyNames().stream().map(row::text).toList());
    }
    return bounds;
  }

  private Sql sample(long parts) {
    List<String> keys = new ArrayList<>();
    List<String> found = new ArrayList<>();
    List<String> bounds = new ArrayList<>();
    for (int i = 0; i < key.size(); i++) {
      String column = Identifier.quote(key.get(i).name());
      keys.add("key_" + i);
      found.add(column + " as key_" + i);
      bounds.add(asBound("key_" + i + "::text") + " as " + column);
    }
    String rowsOfPages =
        """
        ctid = any (array(
          select cast('(' || page || ',' || line || ')' as tid)
          from (
            select generate_series(0, pages - 1, greatest(1, pages / %s)) as page, size
            from (
              select pg_relation_size(%s) / b.size as pages, b.size
              from (select cast(current_setting('block_size') as int8) as size) b
            ) t
          ) p, generate_series(1, %s, %s) as line
          where line <= size / 28
        ))"""
            .formatted(
                Math.min(MOST_PAGES, parts * PAGES_OF_A_SAMPLE),
                Identifier.literal(name.quoted()),
                MOST_LINES,
                LINE_STEP);
    String sample =
        "select " + String.join(", ", found) + " from " + from() + where(rowsOfPages, "");
    String sql =
        """
        select %s
        from (
          select s.*, row_number() over (order by %s) as place, count(*) over () as rows
          from (%s) s
        ) n
        where n.rows >= %s
          and n.place < n.rows
          and n.place * %5$s / n.rows > (n.place - 1) * %5$s / n.rows
        order by n.place"""
            .formatted(
                String.join(", ", bounds),
                String.join(", ", keys),
                sample,
                parts * LEAST_SAMPLE,
                parts);
    return Sql.composed("parts of " + name, sql);
  }

  /**
   * The COPY statement that reads the rows of a chunk.
   *
   * @param reader the server that reads them
   */
  String copyStatement(
      Server reader,
      List<String> columnNames,
      List<String> lower,
      List<String> upper,
      String condition) {
    String select =
        columnNames.stream()
            .map(column -> exactExpression(column, reader))
            .collect(Collectors.joining(", "));
    return copyStatement(select, lower, upper, condition);
  }

  /** The same in the binary format. */
  String binaryCopyStatement(
      List<String> columnNames, List<String> lower, List<String> upper, String condition) {
    return copyStatement(Identifier.list(columnNames), lower, upper, condition) + " with binary";
  }

  /** The same, with the bytes of each value in hexadecimal digits. */
  String hexStatement(
      List<String> columnNames, List<String> lower, List<String> upper, String condition) {
    String select =
        columnNames.stream()
            .map(column -> HexLine.expression(Identifier.quote(column)))
            .collect(Collectors.joining(", "));
    return copyStatement(select, lower, upper, condition);
  }

  private String copyStatement(
      String select, List<String> lower, List<String> upper, String condition) {
    return "copy (select "
        + select
        + " from "
        + from()
        + where(range(lower, upper), condition)
        + ") to stdout";
  }

  private String exactExpression(String columnName, Server reader) {
    return ExactText.of(
        Identifier.quote(columnName), baseType(columnName), session.server(), reader);
  }

  private String baseType(String columnName) {
    return columns.stream()
        .filter(column -> column.name().equals(columnName))
        .map(Column::baseType)
        .findFirst()
        .orElseThrow();
  }

  private String from() {
    return (partitioned ? "" : "only ") + name.quoted();
  }

  /** Names of the key's columns. */
  List<String> keyNames() {
    return key.stream().map(Column::name).toList();
  }

  private String range(List<String> lower, List<String> upper) {
    String above = lower.isEmpty() ? "" : tuple() + " > " + tuple(lower);
    String below = upper.isEmpty() ? "" : tuple() + " <= " + tuple(upper);
    return above.isEmpty() || below.isEmpty() ? above + below : above + " and " + below;
  }

  private static String where(String range, String condition) {
    if (range.isEmpty() && condition.isEmpty()) {
      return "";
    }
    if (condition.isEmpty()) {
      return " where " + range;
    }
    return " where " + (range.isEmpty() ? "" : range + " and ") + "(" + condition + ")";
  }

  private String tuple() {
    return "(" + Identifier.list(keyNames()) + ")";
  }

  private String tuple(List<String> values) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < key.size(); i++) {
      parts.add("cast(" + ofBound(values.get(i)) + " as " + key.get(i).type() + ")");
    }
    return "(" + String.join(", ", parts) + ")";
  }

  /** A bound is noted in ASCII, so that it comes back as it was whatever the encoding. */
  private String asBound(String text) {
    return TextPassage.isInBytes(session)
        ? "encode(convert_to(" + text + ", 'SQL_ASCII'), 'escape')"
        : text;
  }

  private String ofBound(String bound) {
    String literal = Identifier.literal(bound);
    return TextPassage.isInBytes(session)
        ? "convert_from(decode(" + literal + ", 'escape'), getdatabaseencoding())"
        : literal;
  }

  private static Map<Long, List<Column>> columns(Session session, Sql sql, List<String> oids) {
    Map<Long, List<Column>> columns = new HashMap<>();
    for (Row row : session.rows(sql.with("oids", oids))) {
      columns
          .computeIfAbsent(row.bigint("table_oid"), oid -> new ArrayList<>())
          .add(
              new Column(
                  row.text("name"), row.text("type"), row.text("base_type"), row.bool("built_in")));
    }
    return columns;
  }
}
