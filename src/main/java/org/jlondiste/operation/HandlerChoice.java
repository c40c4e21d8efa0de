package org.jlondiste.operation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jlondiste.error.UsageError;
import org.jlondiste.topology.Attributes;

/**
 * The handler of a table and its arguments, as the operator names them.
 *
 * @param text as it stands in the table's attributes: {@code name} or {@code name(arguments)}
 */
public record HandlerChoice(String text) {
  private static final Map<String, Set<String>> ARGUMENTS =
      Map.of("londiste", Set.of("ignore_truncate"));

  /**
   * Checks name and arguments.
   *
   * @param arguments written {@code name=value}
   * @throws UsageError if there is no such handler, or it has no such argument
   */
  public static HandlerChoice of(String name, List<String> arguments) {
    Set<String> known = ARGUMENTS.get(name);
    if (known == null) {
      throw new UsageError(
          "there is no handler " + name,
          "known handlers: " + String.join(", ", ARGUMENTS.keySet()));
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      String key = equals < 0 ? argument : argument.substring(0, equals);
      if (!known.contains(key)) {
        throw new UsageError(
            "handler " + name + " has no argument " + key,
            "its arguments: " + String.join(", ", known));
      }
      if (values.put(key, equals < 0 ? "1" : argument.substring(equals + 1)) != null) {
        throw new UsageError("multiple handler arguments: " + key, "");
      }
    }
    return new HandlerChoice(
        Attributes.encode(values).map(encoded -> name + "(" + encoded + ")").orElse(name));
  }
}
