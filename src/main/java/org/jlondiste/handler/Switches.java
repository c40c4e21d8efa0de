package org.jlondiste.handler;

import java.util.Locale;
import java.util.Map;
import org.jlondiste.error.UsageError;

/** Arguments that say yes or no. */
final class Switches {
  private Switches() {}

  /**
   * Reads one; off if it is not there.
   *
   * @throws UsageError if it says neither
   */
  static boolean isOn(Map<String, String> arguments, String name) {
    String value = arguments.getOrDefault(name, "0").toLowerCase(Locale.ROOT);
    return switch (value) {
      case "1", "true", "yes", "on" -> true;
      case "0", "false", "no", "off", "" -> false;
      default ->
          throw new UsageError("handler argument " + name + " is 0 or 1, not '" + value + "'", "");
    };
  }
}
