package org.jlondiste.script;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jlondiste.error.UsageError;

/**
 * The attributes of a script: comment lines before its first statement, such as {@code --*--
 * Local-Table: orders, items}. A list that ends with a comma goes on in the next such line.
 */
final class ScriptHeader {
  private static final String MARK = "--*--";

  private ScriptHeader() {}

  static List<Condition> read(String name, String text) {
    Map<String, String> values = new LinkedHashMap<>();
    String open = "";
    for (String line : text.split("\n", -1)) {
      String trimmed = line.strip();
      if (trimmed.startsWith(MARK)) {
        String rest = trimmed.substring(MARK.length()).strip();
        if (rest.isEmpty()) {
          continue;
        }
        String key = open;
        String value = rest;
        if (key.isEmpty()) {
          int colon = rest.indexOf(':');
          if (colon < 0) {
            throw new UsageError(
                "script " + name + ": '" + trimmed + "' is no attribute",
                "write '--*-- Key: value, value'");
          }
          key = rest.substring(0, colon).strip();
          value = rest.substring(colon + 1).strip();
        }
        values.merge(key, value, (some, more) -> some + "," + more);
        open = value.endsWith(",") ? key : "";
      } else if (!trimmed.isEmpty() && !trimmed.startsWith("--")) {
        break;
      }
    }
    return conditions(name, values);
  }

  /** The conditions of decoded attributes: comma-separated names by key. */
  static List<Condition> conditions(String name, Map<String, String> values) {
    List<Condition> conditions = new ArrayList<>();
    values.forEach(
        (key, list) -> {
          Condition.Kind kind = kind(name, key);
          for (String value : list.split(",", -1)) {
            if (!value.isBlank()) {
              conditions.add(new Condition(kind, value.strip()));
            }
          }
        });
    return conditions;
  }

  static Map<String, String> texts(List<Condition> conditions) {
    return conditions.stream()
        .collect(
            Collectors.toMap(
                condition -> condition.kind().word(),
                Condition::value,
                (some, more) -> some + "," + more,
                LinkedHashMap::new));
  }

  private static Condition.Kind kind(String name, String key) {
    return Arrays.stream(Condition.Kind.values())
        .filter(kind -> kind.word().equals(key.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageError(
                    "script " + name + ": Invalid key: " + key,
                    "the attributes are "
                        + Arrays.stream(Condition.Kind.values())
                            .map(Condition.Kind::word)
                            .collect(Collectors.joining(", "))));
  }
}
