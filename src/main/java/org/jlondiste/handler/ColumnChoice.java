package org.jlondiste.handler;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jlondiste.error.UsageError;

/**
 * Which columns of a provider's table belong to this node's, and what they are called here.
 * Immutable.
 */
public final class ColumnChoice {
  /** All, with their names. */
  public static final ColumnChoice ALL = new ColumnChoice(Map.of(), Set.of());

  private final Map<String, String> listed;
  private final Set<String> skipped;

  private ColumnChoice(Map<String, String> listed, Set<String> skipped) {
    this.listed = listed;
    this.skipped = skipped;
  }

  /** Only these columns, with their names. */
  public static ColumnChoice only(Iterable<String> columns) {
    Map<String, String> listed = new LinkedHashMap<>();
    columns.forEach(column -> listed.put(column, column));
    return new ColumnChoice(Collections.unmodifiableMap(listed), Set.of());
  }

  /**
   * Reads what a person types.
   *
   * @param fields {@code a,b:other} for column a, and b under another name; {@code *} for all
   * @param skipFields {@code c,d}: these are left out
   * @throws UsageError if a name is empty or two columns get one name
   */
  public static ColumnChoice parse(String fields, String skipFields) {
    Set<String> skipped = new HashSet<>();
    if (!skipFields.isBlank()) {
      for (String name : skipFields.split(",", -1)) {
        skipped.add(word(name, skipFields));
      }
    }
    Map<String, String> listed = new LinkedHashMap<>();
    if (!fields.isBlank() && !fields.trim().equals("*")) {
      Set<String> names = new HashSet<>();
      for (String field : fields.split(",", -1)) {
        int colon = field.indexOf(':');
        String source = word(colon < 0 ? field : field.substring(0, colon), fields);
        String here = colon < 0 ? source : word(field.substring(colon + 1), fields);
        if (listed.put(source, here) != null || !names.add(here)) {
          throw new UsageError("a column is there twice in " + fields, "");
        }
      }
      listed.keySet().removeAll(skipped);
    }
    return new ColumnChoice(Collections.unmodifiableMap(listed), Set.copyOf(skipped));
  }

  private static String word(String text, String whole) {
    String word = text.trim();
    if (word.isEmpty()) {
      throw new UsageError(
          "a column's name is empty in '" + whole + "'",
          "columns are written a,b,c and with another name here a:other");
    }
    return word;
  }

  /** True if every column belongs here under its own name. */
  public boolean isAll() {
    return listed.isEmpty() && skipped.isEmpty();
  }

  /** The name here of a column of the provider; empty if it does not belong here. */
  public Optional<String> nameHere(String column) {
    if (skipped.contains(column)) {
      return Optional.empty();
    }
    return listed.isEmpty() ? Optional.of(column) : Optional.ofNullable(listed.get(column));
  }

  /** Columns that are asked for and that the provider does not have. */
  public List<String> missingIn(Iterable<String> columns) {
    List<String> missing = new ArrayList<>(listed.keySet());
    columns.forEach(missing::remove);
    return missing;
  }
}
