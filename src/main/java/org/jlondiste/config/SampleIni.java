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
   * @param purpose one line on top
   * @param values keys to set; the others stand there as remarks with their defaults
   */
  static String node(String purpose, Map<String, String> values) {
    return section(purpose, "londiste3", NodeKeys.GROUPS, values);
  }

  /** A ticker's file, likewise. */
  static String ticker(String purpose, Map<String, String> values) {
    return section(purpose, "pgqd", TickerKeys.GROUPS, values);
  }

  private static String section(
      String purpose, String name, List<KeyGroup> groups, Map<String, String> values) {
    StringBuilder out = new StringBuilder("# " + purpose + "\n");
    out.append("# What begins with a '#' is not set; it stands here with its default.\n\n");
    out.append("[").append(name).append("]\n");
    for (KeyGroup group : groups) {
      out.append("\n## ").append(group.title()).append("\n");
      String lastMeaning = "";
      for (Key<?> key : group.keys()) {
        if (!key.meaning().equals(lastMeaning)) {
          out.append("\n").append(remark(key));
        }
        lastMeaning = key.meaning();
        String value = values.getOrDefault(key.name(), key.fallback());
        out.append(values.containsKey(key.name()) ? "" : "#");
        out.append((key.name() + " = " + value).strip()).append("\n");
      }
    }
    return out.toString();
  }

  private static String remark(Key<?> key) {
    boolean ignored = key.standing() == Key.Standing.IGNORED;
    String text = (ignored ? "Accepted without effect. " : "") + key.meaning();
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
