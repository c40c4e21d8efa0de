package org.jlondiste.demo;

import java.io.PrintStream;
import java.util.Locale;

/** What the audience sees. In colours on a terminal that wants them. */
final class Screen {
  private static final String LOG_PREFIX =
      "(?m)^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d[,.]\\d+ (UTC \\[\\d+\\]|\\d+) ";

  private final PrintStream out;
  private final boolean coloured;
  private int chapter;

  Screen(PrintStream out, boolean coloured) {
    this.out = out;
    this.coloured = coloured;
  }

  void title(String text) {
    out.println();
    out.println(style("1", text));
    out.println(style("2", "─".repeat(Math.min(text.length(), 90))));
  }

  void chapter(String text) {
    chapter++;
    out.println();
    out.println(style("1;36", chapter + "  " + text));
  }

  void say(String text) {
    out.println("   " + text);
  }

  void say(String format, Object... values) {
    say(String.format(Locale.ROOT, format, values));
  }

  void command(String words) {
    out.println();
    out.println("   " + style("1;32", "$ ") + style("1", words));
  }

  /** What a command answered. */
  void answer(String text) {
    text.stripTrailing().lines().forEach(line -> out.println("     " + line));
  }

  /** What a command said on the way. Dates and process ids of its log lines are left out. */
  void conversation(String text) {
    text.replaceAll(LOG_PREFIX, "")
        .stripTrailing()
        .lines()
        .forEach(line -> out.println("     " + style("2", line)));
  }

  void file(String name, String text) {
    out.println();
    out.println("   " + style("2", "── " + name));
    text.stripTrailing().lines().forEach(line -> out.println("     " + line));
  }

  void good(String text) {
    out.println("   " + style("32", "✔ ") + text);
  }

  void bad(String text) {
    out.println("   " + style("1;31", "✘ ") + text);
  }

  void row(String name, String value) {
    out.println("   " + style("2", String.format(Locale.ROOT, "%-24s", name)) + value);
  }

  private String style(String code, String text) {
    return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
