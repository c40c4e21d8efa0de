package org.jlondiste.values;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A value, and the settings of the application under which it is written.
 *
 * @param type of the column
 * @param expression SQL
 * @param bystander SQL for another value, whose row nobody touches; may be empty
 */
record Writing(Map<String, String> settings, String type, String expression, String bystander) {
  Writing {
    settings = Map.copyOf(settings);
  }

  static Writing of(Map<String, String> settings, String type, String expression) {
    return new Writing(settings, type, expression, "");
  }

  /** {@code name = value, …}; empty if there are none. */
  String setting() {
    return setting(settings);
  }

  static String setting(Map<String, String> settings) {
    return new TreeMap<>(settings)
        .entrySet().stream()
            .map(entry -> entry.getKey() + " = " + entry.getValue())
            .collect(Collectors.joining(", "));
  }

  String cast() {
    return SampleValues.cast(expression, type);
  }
}
