package org.jlondiste.config;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jlondiste.error.ConfigurationError;

/**
 * Puts the values of other keys where a value names them: {@code %(name)s}, or with {@code
 * config_format = 2} also {@code ${name}} and {@code ${section:name}}; a doubled sign stands for
 * itself.
 */
final class Expansion {
  private static final int DEEPEST = 10;

  /** The two ways of writing a name, with the sign that begins it. */
  enum Format {
    PERCENT('%', Pattern.compile("%(?:(%)|\\(([^)]+)\\)s|)")),
    DOLLAR('$', Pattern.compile("\\$(?:(\\$)|\\{([^}]+)\\}|)"));

    private final char sign;
    private final Pattern pattern;

    Format(char sign, Pattern pattern) {
      this.sign = sign;
      this.pattern = pattern;
    }
  }

  private final Format format;
  private final BiFunction<String, String, Optional<IniEntry>> lookUp;
  private final Set<String> named = new HashSet<>();

  /**
   * Prepares to expand values.
   *
   * @param lookUp from section (empty for the value's own) and key to what is written there
   */
  Expansion(Format format, BiFunction<String, String, Optional<IniEntry>> lookUp) {
    this.format = format;
    this.lookUp = lookUp;
  }

  /** The value with everything it names. */
  String expand(IniEntry entry) {
    return expand(entry, entry.value(), 1);
  }

  /** The keys that values named so far. */
  Set<String> named() {
    return named;
  }

  private String expand(IniEntry origin, String text, int depth) {
    if (depth > DEEPEST) {
      throw new ConfigurationError(
          origin.place() + ": the value of " + origin.name() + " names itself, or too deep a chain",
          "break the circle");
    }
    Matcher matcher = format.pattern.matcher(text);
    StringBuilder out = new StringBuilder();
    while (matcher.find()) {
      String doubled = matcher.group(1);
      String name = matcher.group(2);
      if (doubled == null && name == null) {
        throw stray(origin);
      }
      String value = name == null ? String.valueOf(format.sign) : value(origin, name, depth);
      matcher.appendReplacement(out, Matcher.quoteReplacement(value));
    }
    matcher.appendTail(out);
    return out.toString();
  }

  private String value(IniEntry origin, String name, int depth) {
    int colon = format == Format.DOLLAR ? name.indexOf(':') : -1;
    String section = colon < 0 ? "" : name.substring(0, colon);
    String key = name.substring(colon + 1).toLowerCase(Locale.ROOT);
    named.add(key);
    IniEntry entry =
        lookUp
            .apply(section, key)
            .orElseThrow(
                () ->
                    new ConfigurationError(
                        origin.place()
                            + ": the value of "
                            + origin.name()
                            + " names "
                            + name
                            + ", which is not set",
                        "set it, or double the '" + format.sign + "' to mean the sign itself"));
    return expand(origin, entry.value(), depth + 1);
  }

  private ConfigurationError stray(IniEntry origin) {
    return new ConfigurationError(
        origin.place()
            + ": a '"
            + format.sign
            + "' in the value of "
            + origin.name()
            + " begins no name",
        "double it to mean the sign itself");
  }
}
