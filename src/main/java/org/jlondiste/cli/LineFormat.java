package org.jlondiste.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Locale;

/** How a line of the log looks. */
@FunctionalInterface
interface LineFormat {
  /** Time, process id, level, message, as Londiste writes them. */
  LineFormat LONDISTE =
      event ->
          time(event, ',') + " " + pid() + " " + pythonLevel(event.getLevel()) + " " + text(event);

  /** As pgqd writes them. */
  LineFormat PGQD =
      event ->
          time(event, '.')
              + " "
              + ZoneId.systemDefault().getDisplayName(TextStyle.SHORT, Locale.ROOT)
              + " ["
              + pid()
              + "] "
              + pgqdLevel(event.getLevel())
              + " "
              + text(event);

  /** One line, or several where a stack trace belongs to it, without the last line end. */
  String line(ILoggingEvent event);

  /** Date and time to the millisecond, in the local time zone. */
  static String time(ILoggingEvent event, char beforeMillis) {
    ZonedDateTime time = Instant.ofEpochMilli(event.getTimeStamp()).atZone(ZoneId.systemDefault());
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
  static String text(ILoggingEvent event) {
    IThrowableProxy thrown = event.getThrowableProxy();
    return thrown == null
        ? event.getFormattedMessage()
        : event.getFormattedMessage() + "\n" + ThrowableProxyUtil.asString(thrown).stripTrailing();
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
