package org.jlondiste.postgres;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text of which some lines are for some servers only. A line that ends with {@code --@ since MIN},
 * {@code --@ before MAX} or {@code --@ since MIN before MAX} is for servers of these versions, as
 * {@code server_version_num} prints them. Such a mark on a line of its own speaks for all lines
 * down to the next mark on a line of its own; {@code --@ always} takes it back.
 */
final class ServerLines {
  private static final Pattern MARK =
      Pattern.compile("--@ (?:always|(?:since (\\d+))? ?(?:before (\\d+))?)$");

  private ServerLines() {}

  /** True if some lines are for some servers only. */
  static boolean in(String text) {
    return text.contains("--@");
  }

  /**
   * The lines for a server, without the marks.
   *
   * @throws IllegalStateException for a mark that says nothing
   */
  static String of(String text, Server server) {
    if (!in(text)) {
      return text;
    }
    StringBuilder chosen = new StringBuilder(text.length());
    boolean here = true;
    for (String line : text.split("\n", -1)) {
      int mark = line.indexOf("--@");
      if (mark < 0) {
        append(chosen, here, line);
      } else if (line.substring(0, mark).isBlank()) {
        here = holds(line.substring(mark), server);
      } else {
        append(chosen, here && holds(line.substring(mark), server), line.substring(0, mark));
      }
    }
    return chosen.toString();
  }

  private static void append(StringBuilder chosen, boolean here, String line) {
    if (here) {
      chosen.append(line.stripTrailing()).append('\n');
    }
  }

  private static boolean holds(String mark, Server server) {
    Matcher matcher = MARK.matcher(mark);
    if (!matcher.matches()) {
      throw new IllegalStateException("not a mark of versions: " + mark);
    }
    String since = matcher.group(1);
    String before = matcher.group(2);
    return (since == null || server.versionNumber() >= Integer.parseInt(since))
        && (before == null || server.versionNumber() < Integer.parseInt(before));
  }
}
