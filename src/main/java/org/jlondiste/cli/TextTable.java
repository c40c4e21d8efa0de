package org.jlondiste.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A titled table, printed as Londiste prints its tables, or as a list of JSON objects. Cells are
 * null, String, Number, Boolean, or a Map of names to values.
 */
final class TextTable {
  private static final int NARROWEST = 15;

  private final String title;
  private final List<String> columns;
  private final List<List<@Nullable Object>> rows = new ArrayList<>();

  TextTable(String title, String... columns) {
    this.title = title;
    this.columns = List.of(columns);
  }

  /** Adds a row: one cell per column. */
  TextTable row(@Nullable Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          title + " has " + columns.size() + " columns, not " + cells.length);
    }
    rows.add(Collections.unmodifiableList(new ArrayList<>(Arrays.asList(cells))));
    return this;
  }

  /** Prints title, header and rows; nothing at all when there is no row. */
  void printTo(PrintStream out) {
    if (rows.isEmpty()) {
      return;
    }
    List<List<String>> lines = new ArrayList<>();
    lines.add(columns);
    rows.forEach(row -> lines.add(row.stream().map(TextTable::text).toList()));
    List<Integer> widths = new ArrayList<>();
    for (int column = 0; column < columns.size(); column++) {
      int widest = NARROWEST;
      for (List<String> line : lines) {
        widest = Math.max(widest, line.get(column).length());
      }
      widths.add(widest);
    }
    lines.add(1, widths.stream().map("-"::repeat).toList());
    out.println(title + ":");
    lines.forEach(line -> out.println(padded(line, widths)));
    out.println();
    out.println();
  }

  /** The rows as objects with the columns as names, for JSON. */
  List<Map<String, @Nullable Object>> asObjects() {
    List<Map<String, @Nullable Object>> objects = new ArrayList<>();
    for (List<@Nullable Object> row : rows) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      for (int column = 0; column < columns.size(); column++) {
        object.put(columns.get(column), row.get(column));
      }
      objects.add(object);
    }
    return objects;
  }

  private static String padded(List<String> line, List<Integer> widths) {
    StringBuilder text = new StringBuilder();
    for (int column = 0; column < line.size(); column++) {
      String cell = line.get(column);
      text.append(cell);
      if (column < line.size() - 1) {
        text.append(" ".repeat(widths.get(column) - cell.length() + 2));
      }
    }
    return text.toString().stripTrailing();
  }

  /** A cell as Londiste prints it, which is as Python does. */
  private static String text(@Nullable Object cell) {
    if (cell == null) {
      return "";
    }
    if (cell instanceof Boolean truth) {
      return truth ? "True" : "False";
    }
    if (cell instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> "'" + entry.getKey() + "': '" + entry.getValue() + "'")
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return cell.toString();
  }
}
