package org.jlondiste.values;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jlondiste.postgres.Sql;

/** The values at the edges of each built-in type, as {@code extreme_values.txt} lists them. */
public final class ExtremeValues {
  private static final Map<String, List<ExtremeValue>> BY_TYPE =
      read(Sql.text(ExtremeValues.class, "extreme_values.txt"));

  private ExtremeValues() {}

  /** The types that have values here, as SQL spells them without length or precision. */
  public static List<String> types() {
    return List.copyOf(BY_TYPE.keySet());
  }

  /** The values of a type; none if it is not listed. */
  static List<ExtremeValue> of(String type) {
    return BY_TYPE.getOrDefault(type, List.of());
  }

  private static Map<String, List<ExtremeValue>> read(String text) {
    Map<String, List<ExtremeValue>> values = new LinkedHashMap<>();
    List<ExtremeValue> current = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith("type ")) {
        current = new ArrayList<>();
        values.put(line.substring("type ".length()), current);
      } else if (line.startsWith("@")) {
        int space = line.indexOf(' ');
        current.add(
            new ExtremeValue(
                line.substring(space + 1), Integer.parseInt(line.substring(1, space))));
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        current.add(new ExtremeValue(line, 0));
      }
    }
    return values;
  }
}
