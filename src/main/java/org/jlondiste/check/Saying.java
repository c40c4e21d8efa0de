package org.jlondiste.check;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is said about each row that a question answers. In the texts {@code {name}} stands for a
 * column of the row.
 */
record Saying(Severity severity, String problem, String advice, String sql) {
  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

  static Saying info(String problem) {
    return new Saying(Severity.INFO, problem, "", "");
  }

  static Saying warning(String problem) {
    return new Saying(Severity.WARNING, problem, "", "");
  }

  static Saying blocker(String problem) {
    return new Saying(Severity.BLOCKER, problem, "", "");
  }

  /** With what to do about it. */
  Saying advising(String words) {
    return new Saying(severity, problem, words, sql);
  }

  /** With the statement that mends it. */
  Saying mending(String statement) {
    return new Saying(severity, problem, advice, statement);
  }

  /** The finding about one object. */
  Finding about(
      Topic topic, String rule, Side side, String object, UnaryOperator<String> valueOfColumn) {
    return new Finding(
        severity,
        topic,
        rule,
        side,
        object,
        filled(problem, valueOfColumn),
        filled(advice, valueOfColumn),
        filled(sql, valueOfColumn));
  }

  private static String filled(String text, UnaryOperator<String> valueOfColumn) {
    Matcher place = PLACE.matcher(text);
    return place.replaceAll(found -> Matcher.quoteReplacement(valueOfColumn.apply(found.group(1))));
  }
}
