package org.jlondiste.change;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The text of a whole row: {@code (1,"a ""b""",,"")}. */
final class RowLiteral {
  private RowLiteral() {}

  /** The values of a row that has so many of them. */
  static @Nullable String[] split(String literal, int count) throws Malformed {
    int end = literal.length() - 1;
    if (end < 1 || literal.charAt(0) != '(' || literal.charAt(end) != ')') {
      throw new Malformed("not a row: " + literal);
    }
    @Nullable String[] values = new @Nullable String[count];
    if (count == 0 && end == 1) {
      return values;
    }
    int position = 1;
    for (int i = 0; ; i++) {
      int next = fieldEnd(literal, position, end);
      if (i >= count) {
        throw new Malformed("the row has more values than the " + count + " columns named");
      }
      values[i] = field(literal, position, next);
      if (next == end) {
        if (i != count - 1) {
          throw new Malformed("the row has " + (i + 1) + " values for " + count + " columns named");
        }
        return values;
      }
      position = next + 1;
    }
  }

  /** The values that are whole in the beginning of a row. */
  static List<@Nullable String> beginning(String text) {
    List<@Nullable String> values = new ArrayList<>();
    int end = text.length() - 1;
    int position = 1;
    try {
      while (position < end) {
        int next = fieldEnd(text, position, end);
        if (next == end) {
          return values;
        }
        values.add(field(text, position, next));
        position = next + 1;
      }
    } catch (Malformed e) {
      return values;
    }
    return values;
  }

  /** Where the field that starts at a position ends: at a comma or at the closing parenthesis. */
  private static int fieldEnd(String literal, int start, int end) throws Malformed {
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
          if (i + 1 != end && literal.charAt(i + 1) != ',') {
            throw new Malformed("characters behind a closing quote");
          }
          return i + 1;
        }
      }
      throw new Malformed("a quote is not closed");
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
