package org.jlondiste.handler;

import java.util.List;
import org.jlondiste.change.RowChange;
import org.jlondiste.change.RowShape;
import org.jlondiste.model.Event;
import org.jlondiste.model.TableName;
import org.jspecify.annotations.Nullable;

/** Writes a change as an event in our own format, as the capture of its table would. */
final class RowText {
  private RowText() {}

  /**
   * The event that tells of a change.
   *
   * @param original the event that told of it first
   * @param table its name in the set
   */
  static Event event(Event original, TableName table, RowChange change) {
    RowShape shape = change.shape();
    return new Event(
        original.id(),
        original.time(),
        original.txid(),
        original.retry(),
        change.operation().name(),
        row(change),
        table.raw(),
        array(shape.columns()),
        shape.hasKey() ? array(shape.keyColumns()) : null,
        null);
  }

  private static String row(RowChange change) {
    StringBuilder text = new StringBuilder("(");
    for (int i = 0; i < change.shape().size(); i++) {
      if (i > 0) {
        text.append(',');
      }
      String value = change.value(i);
      if (value != null) {
        append(text, value, needsQuotes(value));
      }
    }
    return text.append(')').toString();
  }

  private static boolean needsQuotes(@Nullable String value) {
    return value == null
        || value.isEmpty()
        || value.chars().anyMatch(c -> "\"\\(),".indexOf(c) >= 0 || Character.isWhitespace(c));
  }

  private static String array(List<String> names) {
    StringBuilder text = new StringBuilder("{");
    for (String name : names) {
      if (text.length() > 1) {
        text.append(',');
      }
      text.append('"').append(name.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    }
    return text.append('}').toString();
  }

  private static void append(StringBuilder text, String value, boolean quoted) {
    if (!quoted) {
      text.append(value);
      return;
    }
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append(c);
      }
      text.append(c);
    }
    text.append('"');
  }
}
