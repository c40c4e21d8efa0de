package org.jlondiste.values;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.postgres.Identifier;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;

/**
 * Extreme values of any type: those listed for it, or what can be made of those of its parts. All
 * are SQL expressions to be cast to the type, and the server takes them.
 */
final class SampleValues {
  /** Of a composite's fields' values no more rows than this are made. */
  private static final int MOST_ROWS = 12;

  private static final String FEATURE_NOT_SUPPORTED = "0A000";

  private final Session session;
  private final Map<String, List<String>> known = new HashMap<>();

  /**
   * @param session tries the values
   */
  SampleValues(Session session) {
    this.session = session;
  }

  /** Values of a type; none if nothing is known of it. */
  List<String> of(ValueType type) {
    List<String> values = known.get(type.name());
    if (values == null) {
      values = fitting(candidates(type), type.name());
      known.put(type.name(), values);
    }
    return values;
  }

  /**
   * Those of the expressions that the server takes for a type, and would read again from the text
   * it writes.
   */
  List<String> fitting(List<String> expressions, String declaredType) {
    if (expressions.isEmpty() || isTaken(expressions, declaredType)) {
      return expressions;
    }
    return expressions.stream().filter(one -> isTaken(List.of(one), declaredType)).toList();
  }

  /** True if the server says that it reads no text as a value of a type, whatever it is. */
  boolean neverReads(String type) {
    try {
      session.row(Sql.composed("a value of " + type, "select " + cast("''", type)).bound());
      return false;
    } catch (DatabaseError e) {
      if (e.isConnectionLoss()) {
        throw e;
      }
      return e.sqlState().equals(FEATURE_NOT_SUPPORTED);
    }
  }

  private boolean isTaken(List<String> expressions, String declaredType) {
    String all =
        expressions.stream()
            .map(one -> cast(cast(cast(one, declaredType), "text"), declaredType) + " is null")
            .collect(Collectors.joining(", "));
    try {
      session.row(Sql.composed("values of " + declaredType, "select " + all).bound());
      return true;
    } catch (DatabaseError e) {
      if (e.isConnectionLoss()) {
        throw e;
      }
      return false;
    }
  }

  /** The values as the server writes them. */
  List<String> texts(List<String> expressions, String declaredType) {
    List<String> texts = new ArrayList<>();
    for (String one : expressions) {
      String query = "select " + cast(cast(one, declaredType), "text") + " as written";
      texts.add(
          session
              .row(Sql.composed("a value of " + declaredType, query).bound())
              .optionalText("written")
              .orElse(""));
    }
    return texts;
  }

  static String cast(String expression, String type) {
    return "cast(" + expression + " as " + type + ")";
  }

  private List<String> candidates(ValueType type) {
    return switch (type.kind()) {
      case BASE -> listed(type);
      case DOMAIN -> of(type.part());
      case ENUM -> type.labels().stream().map(Identifier::literal).toList();
      case ARRAY -> type.builtIn() && !listed(type).isEmpty() ? listed(type) : arrays(type);
      case COMPOSITE -> rows(type);
      case RANGE -> ranges(type);
      case MULTIRANGE -> multiranges(type);
    };
  }

  private List<String> listed(ValueType type) {
    String name = type.builtIn() ? type.name() : lastWord(type.name());
    return ExtremeValues.of(name).stream()
        .filter(value -> value.since() <= session.server().versionNumber())
        .map(ExtremeValue::expression)
        .toList();
  }

  /** Types of extensions are listed without a schema. */
  private static String lastWord(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private List<String> arrays(ValueType type) {
    String element = type.part().name();
    List<String> values = of(type.part()).stream().map(one -> cast(one, element)).toList();
    List<String> arrays = new ArrayList<>(List.of("'{}'", "array[null]::" + element + "[]"));
    if (!values.isEmpty()) {
      String first = values.get(0);
      String last = values.get(values.size() - 1);
      arrays.add("array[" + String.join(", ", values) + ", null]");
      arrays.add("array[null, " + last + "]");
      arrays.add("array_fill(" + first + ", array[3], array[-1])");
      arrays.add("array_fill(" + last + ", array[2, 2], array[0, 5])");
    }
    return arrays;
  }

  private List<String> rows(ValueType type) {
    List<List<String>> fields = type.parts().stream().map(this::of).toList();
    int count = Math.min(MOST_ROWS, fields.stream().mapToInt(List::size).max().orElse(0));
    List<String> rows = new ArrayList<>();
    rows.add(row(type, fields, -1));
    for (int i = 0; i < count; i++) {
      rows.add(row(type, fields, i));
    }
    return rows;
  }

  private static String row(ValueType type, List<List<String>> fields, int number) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      List<String> field = fields.get(i);
      String value =
          number < 0 || field.isEmpty() ? "null" : field.get((number + i) % field.size());
      values.add(cast(value, type.partNames().get(i)));
    }
    return "row(" + String.join(", ", values) + ")";
  }

  private List<String> ranges(ValueType type) {
    String bound = type.part().name();
    List<String> values = of(type.part()).stream().map(one -> cast(one, bound)).toList();
    List<String> ranges = new ArrayList<>(List.of("'empty'", type.name() + "(null, null)"));
    for (int i = 0; i < values.size(); i++) {
      String one = values.get(i);
      String other = values.get((i + 1) % values.size());
      String bounds = "least(" + one + ", " + other + "), greatest(" + one + ", " + other + ")";
      ranges.add(type.name() + "(" + bounds + ", '[]')");
      ranges.add(type.name() + "(" + bounds + ", '()')");
    }
    values.stream()
        .limit(3)
        .flatMap(
            one ->
                Stream.of(
                    type.name() + "(null, " + one + ", '(]')",
                    type.name() + "(" + one + ", null, '()')"))
        .forEach(ranges::add);
    return ranges;
  }

  private List<String> multiranges(ValueType type) {
    List<String> ranges = of(type.part());
    List<String> sets = new ArrayList<>(List.of("'{}'"));
    String range = type.part().name();
    ranges.forEach(one -> sets.add(type.name() + "(" + cast(one, range) + ")"));
    String all = ranges.stream().map(one -> cast(one, range)).collect(Collectors.joining(", "));
    sets.add(type.name() + "(" + all + ")");
    return sets;
  }
}
