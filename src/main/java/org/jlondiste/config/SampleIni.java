package org.jlondiste.config;

import java.util.List;
import java.util.Map;

/** Writes INI files that hold and explain every key. */
final class SampleIni {
  private static final int WIDTH = 98;

  private SampleIni() {}

  /**
   * A node's file.
   *
   * @param values keys to set; the others stand there as remarks with their defaults
   */
  static String node(Map<String, String> values) {
    return section("londiste3", NodeKeys.GROUPS, values);
  }

  /** A ticker's file. */
  static String ticker(Map<String, String> values) {
    return section("pgqd", TickerKeys.GROUPS, values);
  }

  private static String section(String name, List<KeyGroup> groups, Map<String, String> values) {
    StringBuilder out = new StringBuilder("[" + name + "]\n");
    for (KeyGroup group : groups) {
      out.append("\n## ").append(group.title()).append("\n");
      for (Key<?> key : group.keys()) {
        String meaning =
            key.standing() == Key.Standing.IGNORED
                ? "Accepted without effect. " + key.meaning()
                : key.meaning();
        out.append("\n").append(remark(meaning));
        String value = values.getOrDefault(key.name(), key.fallback());
        String line = (key.name() + " = " + value).strip();
        out.append(values.containsKey(key.name()) ? "" : "#").append(line).append("\n");
      }
    }
    return out.toString();
  }

  private static String remark(String text) {
    StringBuilder out = new StringBuilder();
    StringBuilder line = new StringBuilder("#");
    for (String word : text.split(" ", -1)) {
      if (line.length() + 1 + word.length() > WIDTH) {
        out.append(line).append('\n');
        line = new StringBuilder("#");
      }
      line.append(' ').append(word);
    }
    return out.append(line).append('\n').toString();
  }
}
