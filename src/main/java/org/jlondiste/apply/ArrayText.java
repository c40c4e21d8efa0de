package org.jlondiste.apply;

import org.jspecify.annotations.Nullable;

/** Writes the text of an array, one element after the other. */
final class ArrayText {
  private final StringBuilder text = new StringBuilder("{");

  void add(@Nullable String element) {
    if (text.length() > 1) {
      text.append(',');
    }
    if (element == null) {
      text.append("NULL");
      return;
    }
    text.append('"');
    int copied = 0;
    for (int i = 0; i < element.length(); i++) {
      char c = element.charAt(i);
      if (c == '"' || c == '\\') {
        text.append(element, copied, i).append('\\');
        copied = i;
      }
    }
    text.append(element, copied, element.length()).append('"');
  }

  int length() {
    return text.length();
  }

  @Override
  public String toString() {
    return text + "}";
  }
}
