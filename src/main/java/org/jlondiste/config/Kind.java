package org.jlondiste.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jlondiste.error.ConfigurationError;

/**
 * What the value of a key is, and how it is read.
 *
 * @param word for the reference: "seconds", "list of names"
 * @param reader from text and home directory to value
 */
record Kind<T>(String word, BiFunction<String, Path, T> reader) {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,15})\\s*([kKmMgGtT]?)([iI]?[bB])?");

  static final Kind<String> TEXT = new Kind<>("text", (text, home) -> text);

  static final Kind<Optional<String>> OPTIONAL_TEXT =
      new Kind<>("text", (text, home) -> Optional.of(text).filter(some -> !some.isEmpty()));

  static final Kind<String> CONNECT_STRING =
      new Kind<>("connect string", (text, home) -> checkedConnectString(text));

  static final Kind<Optional<String>> OPTIONAL_CONNECT_STRING =
      new Kind<>(
          "connect string",
          (text, home) ->
              text.isEmpty() ? Optional.empty() : Optional.of(checkedConnectString(text)));

  /** Keyword form only, because it is put behind other connect strings. */
  static final Kind<String> CONNECT_KEYWORDS =
      new Kind<>("connect keywords", (text, home) -> checkedKeywords(text));

  static final Kind<Optional<Path>> FILE =
      new Kind<>(
          "file",
          (text, home) ->
              text.isEmpty() ? Optional.empty() : Optional.of(Surroundings.file(text, home)));

  static final Kind<Integer> NUMBER = new Kind<>("whole number", (text, home) -> number(text, 0));

  static final Kind<Integer> COUNT =
      new Kind<>("whole number of at least 1", (text, home) -> number(text, 1));

  static final Kind<Duration> SECONDS = new Kind<>("seconds", (text, home) -> seconds(text));

  static final Kind<Duration> SIGNED_SECONDS =
      new Kind<>("seconds, also negative", (text, home) -> signedSeconds(text));

  /** Of something that goes on for ever and must not do so without a pause. */
  static final Kind<Duration> PERIOD =
      new Kind<>("seconds, more than 0", (text, home) -> period(text));

  static final Kind<Optional<Duration>> OPTIONAL_SECONDS =
      new Kind<>(
          "seconds",
          (text, home) -> text.isEmpty() ? Optional.empty() : Optional.of(seconds(text)));

  static final Kind<Long> BYTES =
      new Kind<>("bytes, or with kB, MB, GB", (text, home) -> bytes(text));

  static final Kind<Boolean> FLAG = new Kind<>("yes or no", (text, home) -> flag(text));

  static final Kind<List<String>> LIST = new Kind<>("list with commas", (text, home) -> list(text));

  static final Kind<List<String>> DATABASES =
      new Kind<>(
          "list with commas or blanks",
          (text, home) ->
              QuotedList.words(text, c -> c == ',' || Character.isWhitespace(c)).stream()
                  .map(QuotedList::plain)
                  .toList());

  /** Read as {@code schema.name}, which is all that the set knows of a name. */
  static final Kind<Set<String>> NAMES =
      new Kind<>(
          "list of schema.name with commas",
          (text, home) ->
              QuotedList.words(text, c -> c == ',').stream()
                  .map(QuotedList::raw)
                  .collect(Collectors.toUnmodifiableSet()));

  static final Kind<List<String>> PATTERNS =
      new Kind<>(
          "list with commas",
          (text, home) ->
              QuotedList.words(text, c -> c == ',').stream().map(QuotedList::pattern).toList());

  /** One of the constants of an enum, written in lower case. */
  static <E extends Enum<E>> Kind<E> oneOf(Class<E> type) {
    String words =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    return new Kind<>(
        "one of " + words,
        (text, home) -> {
          for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(text)) {
              return constant;
            }
          }
          throw new IllegalArgumentException("must be one of " + words);
        });
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException whose message says what the value must be
   */
  T read(String text, Path home) {
    return reader.apply(text, home);
  }

  private static int number(String text, int least) {
    try {
      int number = Integer.parseInt(text.strip());
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("must be a whole number", e);
    }
    throw new IllegalArgumentException("must be at least " + least);
  }

  private static Duration period(String text) {
    Duration period = seconds(text);
    if (period.isZero()) {
      throw new IllegalArgumentException("must be more than 0");
    }
    return period;
  }

  private static Duration seconds(String text) {
    Duration seconds = signedSeconds(text);
    if (seconds.isNegative()) {
      throw new IllegalArgumentException("must not be negative");
    }
    return seconds;
  }

  private static Duration signedSeconds(String text) {
    double seconds;
    try {
      seconds = Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("must be a number of seconds", e);
    }
    if (!(Math.abs(seconds) <= Integer.MAX_VALUE)) {
      throw new IllegalArgumentException("must be a number of seconds");
    }
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  private static long bytes(String text) {
    Matcher matcher = SIZE.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("must be a number of bytes, such as 65536 or 64MB");
    }
    String unit = matcher.group(2).toLowerCase(Locale.ROOT);
    int power = unit.isEmpty() ? 0 : "kmgt".indexOf(unit) + 1;
    try {
      return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << (10 * power));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("is more bytes than there are", e);
    }
  }

  private static boolean flag(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "1", "yes", "true", "on" -> true;
      case "0", "no", "false", "off" -> false;
      default ->
          throw new IllegalArgumentException("must be yes or no (1, true, on, 0, false, off)");
    };
  }

  private static List<String> list(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static String checkedKeywords(String text) {
    if (UriForm.applies(text)) {
      throw new IllegalArgumentException("must be of the form keyword=value, no URI");
    }
    return checkedConnectString(text);
  }

  private static String checkedConnectString(String text) {
    try {
      ConnectString.check(text);
    } catch (ConfigurationError e) {
      throw new IllegalArgumentException(
          "is no connect string: "
              + e.problem()
              + (e.hint().isEmpty() ? "" : " (" + e.hint() + ")"),
          e);
    }
    return text;
  }
}
