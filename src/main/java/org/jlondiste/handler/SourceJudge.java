package org.jlondiste.handler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jlondiste.change.RowChange;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.BoundSql;
import org.jlondiste.postgres.Identifier;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.postgres.TextPassage;
import org.jspecify.annotations.Nullable;

/**
 * Tells for which rows of events a condition is true, by asking the provider's server: the same
 * that reads the rows of a copy by it, with the types that the table has there.
 *
 * <p>For one thread, the one that reads the events from the same session.
 */
public final class SourceJudge {
  private static final Sql COLUMNS = Sql.of(SourceJudge.class, "column_types.sql");
  private static final int ROWS_AT_ONCE = 500;

  private final Session source;
  private final Function<TableName, TableName> nameAtSource;
  private final Map<TableName, Map<String, String>> types = new HashMap<>();

  /**
   * @param nameAtSource the table's name on the provider, by its name in the set
   */
  public SourceJudge(Session source, Function<TableName, TableName> nameAtSource) {
    this.source = source;
    this.nameAtSource = nameAtSource;
  }

  /**
   * True if a condition can be told from these columns alone: no other column of the table is named
   * in it.
   */
  boolean isAbout(TableName table, String condition, List<String> columns) {
    return typesOf(table).keySet().stream()
        .filter(column -> mayName(condition, column))
        .allMatch(columns::contains);
  }

  /**
   * Judges rows.
   *
   * @param table its name in the set
   * @return for each row whether the condition is true; null counts as false
   * @throws HandlerFailure if the server cannot tell
   */
  boolean[] judge(TableName table, String condition, List<RowChange> rows) {
    boolean[] verdicts = new boolean[rows.size()];
    for (int from = 0; from < rows.size(); from += ROWS_AT_ONCE) {
      List<RowChange> some = rows.subList(from, Math.min(rows.size(), from + ROWS_AT_ONCE));
      try {
        BoundSql query = query(table, condition, some);
        // a condition that cannot be judged must not end the transaction in which events are read
        List<Row> found = source.transaction(() -> source.savepoint(() -> source.rows(query)));
        for (Row row : found) {
          verdicts[from + (int) row.bigint("place") - 1] = true;
        }
      } catch (DatabaseError e) {
        if (e.isTransient()) {
          throw e;
        }
        throw new HandlerFailure(
            table,
            some.get(0).eventId(),
            "the condition " + condition + " cannot be judged: " + e.problem(),
            e);
      }
    }
    return verdicts;
  }

  private BoundSql query(TableName table, String condition, List<RowChange> rows) {
    Map<String, String> used = new LinkedHashMap<>();
    typesOf(table)
        .forEach(
            (column, type) -> {
              if (mayName(condition, column)) {
                used.put(column, type);
              }
            });
    List<String> columns = List.copyOf(used.keySet());
    rows.forEach(row -> refuseWithout(columns, table, row));
    boolean inBytes = TextPassage.isInBytes(source);
    List<String> expressions = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      String text = "((:values_" + i + ")[n.place])";
      expressions.add(
          "cast("
              + (inBytes
                  ? "convert_from(decode(" + text + ", 'escape'), getdatabaseencoding())"
                  : text)
              + " as "
              + used.get(columns.get(i))
              + ") as "
              + Identifier.quote(columns.get(i)));
    }
    String place = unlike(columns);
    String sql =
        "select r."
            + Identifier.quote(place)
            + " as place from (select n.place as "
            + Identifier.quote(place)
            + expressions.stream().map(e -> ", " + e).collect(Collectors.joining())
            + " from generate_series(1, "
            + rows.size()
            + ") as n (place) offset 0) as r where ("
            + condition
            + ")";
    BoundSql query = Sql.composed("rows of " + table + " that belong here", sql).bound();
    for (int i = 0; i < columns.size(); i++) {
      query = query.with("values_" + i, values(rows, columns.get(i), inBytes));
    }
    return query;
  }

  /** What a column of an older event would have been is not guessed at. */
  private static void refuseWithout(List<String> columns, TableName table, RowChange row) {
    for (String column : columns) {
      if (row.shape().position(column) < 0) {
        throw new HandlerFailure(
            table,
            row.eventId(),
            "its event is from before the table had column "
                + column
                + ", which may decide where"
                + " the row belongs",
            null);
      }
    }
  }

  private static List<@Nullable String> values(
      List<RowChange> rows, String column, boolean inBytes) {
    List<@Nullable String> values = new ArrayList<>(rows.size());
    for (RowChange row : rows) {
      String value = row.value(column);
      values.add(value == null || !inBytes ? value : TextPassage.escapedBytes(value));
    }
    return values;
  }

  /** A name that none of the columns has. */
  private static String unlike(List<String> columns) {
    String name = "place";
    while (columns.contains(name)) {
      name += "_";
    }
    return name;
  }

  /** False only if the condition surely does not name the column. */
  private static boolean mayName(String condition, String column) {
    return condition
        .replace("\"\"", "\"")
        .toLowerCase(Locale.ROOT)
        .contains(column.toLowerCase(Locale.ROOT));
  }

  private Map<String, String> typesOf(TableName table) {
    Map<String, String> known = types.get(table);
    if (known == null) {
      TableName there = nameAtSource.apply(table);
      known = new LinkedHashMap<>();
      for (Row row :
          source.rows(COLUMNS.with("schema", there.schema()).with("table", there.name()))) {
        known.put(row.text("name"), row.text("type"));
      }
      types.put(table, known);
    }
    return known;
  }
}
