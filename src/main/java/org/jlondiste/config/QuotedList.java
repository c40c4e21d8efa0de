package org.jlondiste.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jlondiste.model.TableName;

/**
 * A list whose words may be in double quotes, wholly or from a dot on, so that they can hold what
 * else would part them: {@code public.orders, sales."a, b"}. A quote within quotes is written
 * twice.
 */
final class QuotedList {
  private static final char QUOTE = '"';

  private QuotedList() {}

  /**
   * Parts a list; the words keep their quotes.
   *
   * @throws IllegalArgumentException if a quote is not closed
   */
  static List<String> words(String text, IntPredicate separator) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    boolean opening = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!quoted && separator.test(c)) {
        words.add(word.toString().strip());
        word.setLength(0);
        opening = true;
        continue;
      }
      word.append(c);
      if (quoted) {
        quoted = c != QUOTE;
        // right behind it, another quote makes a pair of them one within the name
        opening = !quoted;
      } else {
        quoted = c == QUOTE && opening;
        opening = c == '.' || (opening && Character.isWhitespace(c));
      }
    }
    if (quoted) {
      throw new IllegalArgumentException("must close its quotes");
    }
    words.add(word.toString().strip());
    return words.stream().filter(some -> !some.isEmpty()).toList();
  }

  /**
   * A word of a list of tables or sequences as {@code schema.name} without quotes.
   *
   * @throws IllegalArgumentException if it is none
   */
  static String raw(String word) {
    try {
      return TableName.parse(word).raw();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("must hold names only (" + e.getMessage() + ")", e);
    }
  }

  /** The same of a pattern, which without quotes is taken as it stands. */
  static String pattern(String word) {
    return word.indexOf(QUOTE) < 0 ? word : raw(word);
  }

  /**
   * A word without its quotes, if it begins with one.
   *
   * @throws IllegalArgumentException if more follows behind them
   */
  static String plain(String word) {
    if (word.charAt(0) != QUOTE) {
      return word;
    }
    String inner = word.substring(1, word.length() - 1);
    if (word.charAt(word.length() - 1) != QUOTE
        || inner.replace("\"\"", "").indexOf(QUOTE) >= 0
        || inner.isEmpty()) {
      throw new IllegalArgumentException("must hold names only (" + word + " is none)");
    }
    return inner.replace("\"\"", "\"");
  }
}
