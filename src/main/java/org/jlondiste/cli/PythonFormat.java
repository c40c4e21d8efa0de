package org.jlondiste.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jlondiste.error.ConfigurationError;

/**
 * A line format as Python's logging writes it, {@code %(asctime)s %(process)s %(levelname)s
 * %(message)s}: the form that the keys {@code logfmt_*} and {@code logdatefmt_*} have.
 */
final class PythonFormat implements LineFormat {
  private static final Pattern FIELD = Pattern.compile("%(?:%|\\((\\w+)\\)([-0]?\\d*)[sd])");

  private final List<Function<ILoggingEvent, String>> pieces = new ArrayList<>();

  /**
   * @param dateFormat in the letters of strftime
   */
  PythonFormat(String format, Optional<String> dateFormat) {
    Function<ILoggingEvent, String> time =
        dateFormat.map(PythonFormat::timeAs).orElse(event -> LineFormat.time(event, ','));
    Matcher matcher = FIELD.matcher(format);
    int end = 0;
    while (matcher.find()) {
      literal(format.substring(end, matcher.start()));
      String name = matcher.group(1);
      if (name == null) {
        literal("%");
      } else {
        pieces.add(padded(field(name, time), String.valueOf(matcher.group(2))));
      }
      end = matcher.end();
    }
    literal(format.substring(end));
  }

  @Override
  public String line(ILoggingEvent event) {
    StringBuilder line = new StringBuilder();
    pieces.forEach(piece -> line.append(piece.apply(event)));
    return line.toString();
  }

  private void literal(String text) {
    if (!text.isEmpty()) {
      pieces.add(event -> text);
    }
  }

  private static Function<ILoggingEvent, String> field(
      String name, Function<ILoggingEvent, String> time) {
    return switch (name) {
      case "asctime" -> time;
      case "message" -> LineFormat::text;
      case "levelname" -> event -> LineFormat.pythonLevel(event.getLevel());
      case "levelno" -> event -> Integer.toString(event.getLevel().toInt() / 1000);
      case "process" -> event -> Long.toString(LineFormat.pid());
      case "processName" -> event -> "MainProcess";
      case "thread", "threadName" -> ILoggingEvent::getThreadName;
      case "name" -> ILoggingEvent::getLoggerName;
      case "module", "filename", "funcName" ->
          event -> event.getLoggerName().substring(event.getLoggerName().lastIndexOf('.') + 1);
      case "lineno" -> event -> "0";
      case "created" -> event -> String.format(Locale.ROOT, "%.3f", event.getTimeStamp() / 1000.0);
      case "msecs" -> event -> Long.toString(event.getTimeStamp() % 1000);
      default ->
          throw new ConfigurationError(
              "unknown field %(" + name + ")s in a log format",
              "known are asctime, process, levelname, message, name, threadName");
    };
  }

  private static Function<ILoggingEvent, String> padded(
      Function<ILoggingEvent, String> field, String width) {
    if (width.isEmpty() || width.equals("-")) {
      return field;
    }
    String format = "%" + (width.startsWith("0") ? width.substring(1) : width) + "s";
    return event -> String.format(Locale.ROOT, format, field.apply(event));
  }

  private static Function<ILoggingEvent, String> timeAs(String strftime) {
    DateTimeFormatter formatter = formatter(strftime);
    return event ->
        formatter.format(Instant.ofEpochMilli(event.getTimeStamp()).atZone(ZoneId.systemDefault()));
  }

  private static DateTimeFormatter formatter(String strftime) {
    DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder();
    for (int i = 0; i < strftime.length(); i++) {
      char c = strftime.charAt(i);
      if (c == '%' && i + 1 < strftime.length()) {
        i++;
        builder.appendPattern(directive(strftime.charAt(i)));
      } else {
        builder.appendLiteral(c);
      }
    }
    return builder.toFormatter(Locale.ENGLISH);
  }

  private static String directive(char letter) {
    return switch (letter) {
      case 'Y' -> "yyyy";
      case 'y' -> "yy";
      case 'm' -> "MM";
      case 'd' -> "dd";
      case 'H' -> "HH";
      case 'I' -> "hh";
      case 'M' -> "mm";
      case 'S' -> "ss";
      case 'f' -> "SSSSSS";
      case 'p' -> "a";
      case 'a' -> "EEE";
      case 'A' -> "EEEE";
      case 'b' -> "MMM";
      case 'B' -> "MMMM";
      case 'j' -> "DDD";
      case 'Z' -> "zzz";
      case 'z' -> "xx";
      case 'F' -> "yyyy-MM-dd";
      case 'T' -> "HH:mm:ss";
      case '%' -> "'%'";
      default ->
          throw new ConfigurationError(
              "unknown letter %" + letter + " in a log date format", "see strftime(3)");
    };
  }
}
