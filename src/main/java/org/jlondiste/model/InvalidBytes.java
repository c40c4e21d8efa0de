package org.jlondiste.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Bytes that are no UTF-8 in a text that ought to be, as databases from old servers may hold them.
 * In a text of Java each stands as U+FFFD and a lone surrogate from U+DC80 to U+DCFF, which no
 * valid text can hold, so that they are found again and never taken for characters.
 */
public final class InvalidBytes {
  private static final char MARK = '\uFFFD';
  private static final char BASE = '\uDC00';

  private InvalidBytes() {}

  /** The text of these bytes, with those marked that are no UTF-8. */
  public static String marked(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
      return text;
    }
    StringBuilder marked = new StringBuilder(bytes.length);
    int i = 0;
    while (i < bytes.length) {
      int length = characterLength(bytes, i);
      if (length == 0) {
        marked.append(MARK).append((char) (BASE + (bytes[i] & 0xff)));
        i++;
      } else {
        marked.append(new String(bytes, i, length, StandardCharsets.UTF_8));
        i += length;
      }
    }
    return marked.toString();
  }

  /** The first such byte of a text, as messages write it. */
  public static Optional<String> firstOf(String text) {
    for (int i = text.indexOf(MARK); i >= 0; i = text.indexOf(MARK, i + 1)) {
      if (i + 1 < text.length()
          && text.charAt(i + 1) >= BASE + 0x80
          && text.charAt(i + 1) <= BASE + 0xff) {
        return Optional.of(String.format("0x%02x", text.charAt(i + 1) - BASE));
      }
    }
    return Optional.empty();
  }

  /** The bytes of the character that begins here; 0 if none does. */
  private static int characterLength(byte[] bytes, int start) {
    for (int length = 1; length <= 4 && start + length <= bytes.length; length++) {
      String one = new String(bytes, start, length, StandardCharsets.UTF_8);
      if (one.codePointCount(0, one.length()) == 1
          && Arrays.equals(
              one.getBytes(StandardCharsets.UTF_8),
              Arrays.copyOfRange(bytes, start, start + length))) {
        return length;
      }
    }
    return 0;
  }
}
