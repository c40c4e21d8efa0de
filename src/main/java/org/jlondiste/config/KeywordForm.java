package org.jlondiste.config;

import java.util.ArrayList;
import java.util.List;
import org.jlondiste.error.ConfigurationError;

/**
 * Reads the form {@code host=db1 dbname='the shop'} of a connect string, with the rules of libpq:
 * values in single quotes or up to the next blank, a backslash takes the next letter as it is.
 */
final class KeywordForm {
  private final String text;
  private int position;

  private KeywordForm(String text) {
    this.text = text;
  }

  /** The entries in the order in which they are written. */
  static List<ConnectEntry> read(String text) {
    KeywordForm form = new KeywordForm(text);
    List<ConnectEntry> entries = new ArrayList<>();
    form.skipBlanks();
    while (form.hasMore()) {
      entries.add(form.entry());
    }
    return entries;
  }

  /** Writes a value so that {@link #read} finds it again. */
  static String quote(String value) {
    boolean plain = !value.isEmpty() && value.chars().noneMatch(KeywordForm::needsQuotes);
    return plain ? value : "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private ConnectEntry entry() {
    int wordStart = position;
    while (hasMore() && text.charAt(position) != '=' && !isBlank(text.charAt(position))) {
      position++;
    }
    String word = text.substring(wordStart, position);
    skipBlanks();
    if (!hasMore() || text.charAt(position) != '=') {
      // the word may be the rest of an unquoted password: do not repeat it
      throw new ConfigurationError(
          "a word in the connect string, at letter " + (wordStart + 1) + ", has no '=' behind it",
          "write keyword=value, and put values with blanks in single quotes");
    }
    position++;
    skipBlanks();
    String value = hasMore() && text.charAt(position) == '\'' ? quoted(word) : unquoted();
    skipBlanks();
    return new ConnectEntry(word, value, wordStart, position);
  }

  private String quoted(String word) {
    StringBuilder value = new StringBuilder();
    position++;
    while (hasMore()) {
      char c = text.charAt(position++);
      if (c == '\'') {
        return value.toString();
      }
      if (c == '\\' && hasMore()) {
        c = text.charAt(position++);
      }
      value.append(c);
    }
    throw new ConfigurationError(
        "the quote behind " + word + "= in the connect string is not closed",
        "write a quote inside a value as \\'");
  }

  private String unquoted() {
    StringBuilder value = new StringBuilder();
    while (hasMore() && !isBlank(text.charAt(position))) {
      char c = text.charAt(position++);
      if (c != '\\') {
        value.append(c);
      } else if (hasMore()) {
        value.append(text.charAt(position++));
      }
    }
    return value.toString();
  }

  private void skipBlanks() {
    while (hasMore() && isBlank(text.charAt(position))) {
      position++;
    }
  }

  private boolean hasMore() {
    return position < text.length();
  }

  private static boolean isBlank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  private static boolean needsQuotes(int c) {
    return isBlank((char) c) || c == '\'' || c == '\\';
  }
}
