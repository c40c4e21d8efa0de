package org.jlondiste.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Parts a script into statements as the server would read them with {@code
 * standard_conforming_strings} on: a semicolon in quotes, in a comment, in parentheses or in an SQL
 * function's body ends nothing.
 */
final class Statements {
  /** Enough to tell what a statement does, and that it creates a function. */
  private static final int FIRST_WORDS = 6;

  private final String text;
  private final List<SqlStatement> statements = new ArrayList<>();
  private List<String> words = new ArrayList<>();
  private int position;
  private int start = -1;
  private int parentheses;
  private int blocks;

  private Statements(String text) {
    this.text = text;
  }

  static List<SqlStatement> of(String text) {
    Statements reading = new Statements(text);
    reading.read();
    return reading.statements;
  }

  private void read() {
    while (position < text.length()) {
      char c = text.charAt(position);
      if (text.startsWith("--", position)) {
        position = after("\n", position);
      } else if (text.startsWith("/*", position)) {
        position = afterComment(position);
      } else if (c == ';' && parentheses == 0 && blocks == 0) {
        end();
        position++;
      } else if (Character.isWhitespace(c)) {
        position++;
      } else {
        start = start < 0 ? position : start;
        readToken(c);
      }
    }
    end();
  }

  private void readToken(char c) {
    if (c == '\'') {
      position = afterQuote('\'', false);
    } else if (c == '"') {
      position = afterQuote('"', false);
    } else if (c == '$') {
      position = afterDollar();
    } else if (Character.isLetter(c) || c == '_') {
      readWord();
    } else {
      if (c == '(' || c == '[') {
        parentheses++;
      } else if ((c == ')' || c == ']') && parentheses > 0) {
        parentheses--;
      }
      position += Character.isDigit(c) ? number() : 1;
    }
  }

  private void readWord() {
    int end = position;
    while (end < text.length() && isPartOfWord(text.charAt(end))) {
      end++;
    }
    String word = text.substring(position, end).toLowerCase(Locale.ROOT);
    position = end;
    if (word.equals("e") && end < text.length() && text.charAt(end) == '\'') {
      position = afterQuote('\'', true);
      return;
    }
    if (parentheses == 0 && words.size() < FIRST_WORDS) {
      words.add(word);
    }
    if (parentheses == 0 && createsRoutine()) {
      if (word.equals("begin") || (blocks > 0 && word.equals("case"))) {
        blocks++;
      } else if (blocks > 0 && word.equals("end")) {
        blocks--;
      }
    }
  }

  private boolean createsRoutine() {
    if (words.isEmpty() || !words.get(0).equals("create")) {
      return false;
    }
    int next = words.size() > 2 && words.get(1).equals("or") ? 3 : 1;
    return words.size() > next && List.of("function", "procedure").contains(words.get(next));
  }

  private void end() {
    if (start >= 0) {
      int line = 1 + (int) text.substring(0, start).chars().filter(c -> c == '\n').count();
      statements.add(new SqlStatement(text.substring(start, position).strip(), line, words));
    }
    words = new ArrayList<>();
    start = -1;
    parentheses = 0;
    blocks = 0;
  }

  /** A number is one token: {@code 1e5} holds no word, and {@code 1$2} no quote. */
  private int number() {
    int end = position;
    while (end < text.length() && isPartOfWord(text.charAt(end))) {
      end++;
    }
    return end - position;
  }

  private int after(String end, int from) {
    int found = text.indexOf(end, from);
    return found < 0 ? text.length() : found + end.length();
  }

  /** Comments of this kind nest. */
  private int afterComment(int from) {
    int depth = 0;
    int i = from;
    while (i < text.length()) {
      if (text.startsWith("/*", i)) {
        depth++;
        i += 2;
      } else if (text.startsWith("*/", i)) {
        depth--;
        i += 2;
        if (depth == 0) {
          return i;
        }
      } else {
        i++;
      }
    }
    return i;
  }

  /** A doubled quote reads as two strings side by side, which ends in the same place. */
  private int afterQuote(char quote, boolean escapes) {
    int i = position + 1;
    while (i < text.length() && text.charAt(i) != quote) {
      i += escapes && text.charAt(i) == '\\' ? 2 : 1;
    }
    if (escapes && i + 1 < text.length() && text.charAt(i + 1) == quote) {
      position = i + 1;
      return afterQuote(quote, true);
    }
    return Math.min(i + 1, text.length());
  }

  private int afterDollar() {
    int end = position + 1;
    while (end < text.length() && isPartOfWord(text.charAt(end)) && text.charAt(end) != '$') {
      end++;
    }
    boolean isTag =
        end < text.length()
            && text.charAt(end) == '$'
            && !Character.isDigit(text.charAt(position + 1));
    return isTag ? after(text.substring(position, end + 1), end + 1) : position + 1;
  }

  private static boolean isPartOfWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$' || Character.isSurrogate(c);
  }
}
