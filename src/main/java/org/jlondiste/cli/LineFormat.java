package org.jlondiste.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Locale;
import org.jlondiste.log.Entry;
import org.slf4j.event.Level;

/** How a line of the log looks. */
@FunctionalInterface
interface LineFormat {
  /** Time, process id, level, message, as Londiste writes them. */
  LineFormat LONDISTE =
      entry ->
          time(entry, ',') + " " + pid() + " " + pythonLevel(entry.level()) + " " + text(entry);

  /** As pgqd writes them. */
  LineFormat PGQD =
      entry ->
          time(entry, '.')
              + " "
              + ZoneId.systemDefault().getDisplayName(TextStyle.SHORT, Locale.ROOT)
              + " ["
              + pid()
              + "] "
              + pgqdLevel(entry.level())
              + " "
              + text(entry);

  /** One line, or several where a stack trace belongs to it, without the last line end. */
  String line(Entry entry);

  /** Date and time to the millisecond, in the local time zone. */
  static String time(Entry entry, char beforeMillis) {
    ZonedDateTime time = Instant.ofEpochMilli(entry.millis()).atZone(ZoneId.systemDefault());
    StringBuilder text = new StringBuilder(23);
    digits(text, time.getYear(), 4).append('-');
    digits(text, time.getMonthValue(), 2).append('-');
    digits(text, time.getDayOfMonth(), 2).append(' ');
    digits(text, time.getHour(), 2).append(':');
    digits(text, time.getMinute(), 2).append(':');
    digits(text, time.getSecond(), 2).append(beforeMillis);
    return digits(text, time.getNano() / 1_000_000, 3).toString();
  }

  /** The message, with the stack trace on lines of its own. */
  static String text(Entry entry) {
    Throwable failure = entry.failure();
    if (failure == null) {
      return entry.message();
    }
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace, true));
    return entry.message() + "\n" + trace.toString().stripTrailing();
  }

  static String pythonLevel(Level level) {
    return level == Level.WARN ? "WARNING" : level.toString();
  }

  static String pgqdLevel(Level level) {
    if (level == Level.INFO) {
      return "LOG";
    }
    return level == Level.TRACE ? "NOISE" : pythonLevel(level);
  }

  static long pid() {
    return ProcessHandle.current().pid();
  }

  private static StringBuilder digits(StringBuilder text, int number, int width) {
    String digits = Integer.toString(number);
    return text.append("0".repeat(Math.max(0, width - digits.length()))).append(digits);
  }
}
