package org.jlondiste.support;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Compares whole tables of two databases, value by value, without any help from the code under
 * test. Values are compared as text under fixed settings; those that contain binary floating-point
 * numbers, whose text differs between server versions, by their bits.
 */
public final class Rows {
  private static final String COLUMNS =
      """
      select '"' || replace(a.attname, '"', '""') || '"',
             coalesce(base.oid, t.oid)::regtype::text,
             coalesce(base.typsend, t.typsend)::text,
             coalesce(element.typname, base.typname, t.typname)
               in ('float4', 'float8', 'point', 'line', 'lseg', 'box', 'path', 'polygon', 'circle'),
             coalesce(base.typname, t.typname) = 'bytea'
      from pg_catalog.pg_attribute a
      join pg_catalog.pg_type t on t.oid = a.atttypid
      left join pg_catalog.pg_type base on t.typtype = 'd' and base.oid = t.typbasetype
      left join pg_catalog.pg_type element
        on element.oid = coalesce(base.typelem, t.typelem)
        and coalesce(base.typlen, t.typlen) = -1
      where a.attrelid = '%s'::regclass and a.attnum > 0 and not a.attisdropped
      """;

  private static final int SHOWN = 10;

  private Rows() {}

  /** Fails, showing the first differences, unless both tables hold exactly the same rows. */
  public static void assertSameRows(Database left, Database right, String table) {
    List<String> leftRows = read(left, table);
    List<String> rightRows = read(right, table);
    if (leftRows.equals(rightRows)) {
      return;
    }
    List<String> onlyLeft = minus(leftRows, rightRows);
    List<String> onlyRight = minus(rightRows, leftRows);
    StringBuilder message = new StringBuilder();
    message.append("table ").append(table).append(" differs: ");
    message.append(leftRows.size()).append(" rows in ").append(left).append(", ");
    message.append(rightRows.size()).append(" rows in ").append(right).append('\n');
    describe(message, left, onlyLeft);
    describe(message, right, onlyRight);
    throw new AssertionError(message.toString());
  }

  /** The same for several tables. */
  public static void assertSameRows(Database left, Database right, List<String> tables) {
    tables.forEach(table -> assertSameRows(left, right, table));
  }

  /** All rows of a table, sorted, in a form that is the same on every server version. */
  public static List<String> read(Database database, String table) {
    try (Snapshot snapshot = snapshot(database)) {
      return snapshot.read(table);
    }
  }

  /** What is in a database now, to be read later, whatever is written meanwhile. */
  public static Snapshot snapshot(Database database) {
    return new Snapshot(database);
  }

  /** A database as it was at one moment. For one thread at a time. */
  public static final class Snapshot implements AutoCloseable {
    private final Database database;
    private final Connection connection;

    private Snapshot(Database database) {
      this.database = database;
      try {
        connection = database.connect();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
          statement.execute("set transaction isolation level repeatable read, read only");
          statement.execute(
              "set DateStyle = 'ISO, YMD'; set IntervalStyle = postgres; set TimeZone = 'UTC';"
                  + " set lc_monetary = 'C'");
          // the snapshot is taken with the first query
          statement.execute("select 1 from pg_catalog.pg_class limit 1");
        }
      } catch (SQLException e) {
        throw new AssertionError("cannot read " + database, e);
      }
    }

    /** All rows of a table, sorted, in a form that is the same on every server version. */
    public List<String> read(String table) {
      try (Statement statement = connection.createStatement()) {
        statement.setEscapeProcessing(false);
        String sql =
            "select row(" + columns(statement, table) + ")::text from " + only(statement, table);
        List<String> rows = new ArrayList<>();
        statement.setFetchSize(1000);
        try (ResultSet resultSet = statement.executeQuery(sql + table)) {
          while (resultSet.next()) {
            rows.add(resultSet.getString(1));
          }
        }
        Collections.sort(rows);
        return rows;
      } catch (SQLException e) {
        throw new AssertionError("cannot read " + table + " of " + database, e);
      }
    }

    @Override
    public void close() {
      try {
        connection.close();
      } catch (SQLException e) {
        throw new AssertionError("cannot leave " + database, e);
      }
    }
  }

  /** The columns by name, since their order may differ between the two sides. */
  private static String columns(Statement statement, String table) throws SQLException {
    List<String> columns = new ArrayList<>();
    String sql = COLUMNS.replace("%s", table.replace("'", "''"));
    try (ResultSet resultSet = statement.executeQuery(sql)) {
      while (resultSet.next()) {
        String name = resultSet.getString(1);
        if (resultSet.getBoolean(4)) {
          String bits = resultSet.getString(3) + "(" + name + "::" + resultSet.getString(2) + ")";
          columns.add("encode(" + bits + ", 'hex')");
        } else if (resultSet.getBoolean(5)) {
          columns.add("encode(" + name + ", 'hex')");
        } else {
          columns.add(name);
        }
      }
    }
    Collections.sort(columns);
    return String.join(", ", columns);
  }

  /** Without the rows of children, but with those of partitions. */
  private static String only(Statement statement, String table) throws SQLException {
    String sql =
        "select relkind = 'p' from pg_catalog.pg_class where oid = '"
            + table.replace("'", "''")
            + "'::regclass";
    try (ResultSet resultSet = statement.executeQuery(sql)) {
      return resultSet.next() && resultSet.getBoolean(1) ? "" : "only ";
    }
  }

  private static List<String> minus(List<String> rows, List<String> others) {
    List<String> left = new ArrayList<>();
    int other = 0;
    for (String row : rows) {
      while (other < others.size() && others.get(other).compareTo(row) < 0) {
        other++;
      }
      if (other < others.size() && others.get(other).equals(row)) {
        other++;
      } else {
        left.add(row);
      }
    }
    return left;
  }

  private static void describe(StringBuilder message, Database database, List<String> rows) {
    message.append("  only in ").append(database).append(": ").append(rows.size()).append('\n');
    rows.stream().limit(SHOWN).forEach(row -> message.append("    ").append(row).append('\n'));
  }
}
