package org.jlondiste.model;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The text form of attributes in the catalogs of Londiste: {@code key=value&key=value}, where
 * everything but letters, digits and {@code _.-} is written as {@code %xx} and a blank as {@code
 * +}. Order is kept; of a repeated key the last value counts.
 */
public final class Attributes {
  private static final String HEXADECIMAL = "0123456789abcdef";

  private Attributes() {}

  /** Reads the text form; a key without value reads as an empty value. */
  public static Map<String, String> decode(Optional<String> text) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String pair : text.orElse("").split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String key = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        attributes.put(decodeWord(key), decodeWord(value));
      }
    }
    return Collections.unmodifiableMap(attributes);
  }

  /** Writes the text form; empty if there are no attributes. */
  public static Optional<String> encode(Map<String, String> attributes) {
    StringBuilder text = new StringBuilder();
    attributes.forEach(
        (key, value) -> {
          text.append(text.isEmpty() ? "" : "&");
          encodeWord(key, text);
          text.append('=');
          encodeWord(value, text);
        });
    return text.isEmpty() ? Optional.empty() : Optional.of(text.toString());
  }

  /** The same in the same order, never to change. */
  public static Map<String, String> copyOf(Map<String, String> attributes) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  private static String decodeWord(String word) {
    return URLDecoder.decode(word, StandardCharsets.UTF_8);
  }

  private static void encodeWord(String word, StringBuilder out) {
    for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c == ' ') {
        out.append('+');
      } else if (c < 128 && (Character.isLetterOrDigit(c) || "_.-".indexOf(c) >= 0)) {
        out.append(c);
      } else {
        out.append('%').append(HEXADECIMAL.charAt(c >> 4)).append(HEXADECIMAL.charAt(c & 15));
      }
    }
  }
}
