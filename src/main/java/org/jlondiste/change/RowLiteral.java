package org.jlondiste.change;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The text of a whole row: {@code (1,"a ""b""",,"")}. */
final class RowLiteral {
  private RowLiteral() {}

  /**
   * Looks whether a text is a row.
   *
   * @throws Malformed if it is none, or has another number of values
   */
  static void check(String literal, int count) throws Malformed {
    int end = literal.length() - 1;
    if (end < 1 || literal.charAt(0) != '(' || literal.charAt(end) != ')') {
      throw new Malformed("not a row: " + literal);
    }
    if (count == 0 && end == 1) {
      return;
    }
    int found = 1;
    for (int next = checkedEnd(literal, 1, end); next < end; found++) {
      if (found >= count) {
        throw new Malformed("the row has more values than the " + count + " columns named");
      }
      next = checkedEnd(literal, next + 1, end);
    }
    if (found != count) {
      throw new Malformed("the row has " + found + " values for " + count + " columns named");
    }
  }

  /** The values of a row that was {@link #check checked}. */
  static @Nullable String[] split(String literal, int count) {
    @Nullable String[] values = new @Nullable String[count];
    int end = literal.length() - 1;
    int position = 1;
    for (int i = 0; i < count; i++) {
      int next = fieldEnd(literal, position, end);
      values[i] = field(literal, position, next);
      position = next + 1;
    }
    return values;
  }

  /** One value of a row that was {@link #check checked}, by its position from 0. */
  static @Nullable String value(String literal, int index) {
    int end = literal.length() - 1;
    int start = 1;
    for (int i = 0; i < index; i++) {
      start = fieldEnd(literal, start, end) + 1;
    }
    return field(literal, start, fieldEnd(literal, start, end));
  }

  /** The values that are whole in the beginning of a row. */
  static List<@Nullable String> beginning(String text) {
    List<@Nullable String> values = new ArrayList<>();
    int end = text.length() - 1;
    int position = 1;
    while (position < end) {
      int next = fieldEnd(text, position, end);
      if (next < 0 || next == end || text.charAt(next) != ',') {
        return values;
      }
      values.add(field(text, position, next));
      position = next + 1;
    }
    return values;
  }

  /** As {@link #fieldEnd}, for a text that need not be a row. */
  private static int checkedEnd(String literal, int start, int end) throws Malformed {
    int next = fieldEnd(literal, start, end);
    if (next < 0) {
      throw new Malformed("a quote is not closed");
    }
    if (next != end && literal.charAt(next) != ',') {
      throw new Malformed("characters behind a closing quote");
    }
    return next;
  }

  /**
   * Where the field that starts at a position ends: at a comma or at the closing parenthesis; -1 if
   * it has a quote that is not closed.
   */
  private static int fieldEnd(String literal, int start, int end) {
    if (start < end && literal.charAt(start) == '"') {
      int i = start + 1;
      while (i < end) {
        char c = literal.charAt(i);
        if (c == '\\') {
          i += 2;
        } else if (c != '"') {
          i++;
        } else if (literal.charAt(i + 1) == '"') {
          i += 2;
        } else {
          return i + 1;
        }
      }
      return -1;
    }
    int comma = literal.indexOf(',', start);
    return comma < 0 ? end : comma;
  }

  private static @Nullable String field(String literal, int start, int end) {
    if (start == end) {
      return null;
    }
    if (literal.charAt(start) != '"') {
      return literal.substring(start, end);
    }
    return unquoted(literal, start + 1, end - 1);
  }

  /** The text between two quotes: each {@code ""} and each {@code \x} stands for one character. */
  private static String unquoted(String literal, int start, int end) {
    int i = nextDoubled(literal, start, end);
    if (i == end) {
      return literal.substring(start, end);
    }
    StringBuilder text = new StringBuilder(end - start);
    int copied = start;
    while (i < end) {
      text.append(literal, copied, i).append(literal.charAt(i + 1));
      copied = i + 2;
      i = nextDoubled(literal, copied, end);
    }
    return text.append(literal, copied, end).toString();
  }

  private static int nextDoubled(String literal, int start, int end) {
    int i = start;
    while (i < end && literal.charAt(i) != '"' && literal.charAt(i) != '\\') {
      i++;
    }
    return i;
  }
}
