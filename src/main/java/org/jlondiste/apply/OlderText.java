package org.jlondiste.apply;

import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jlondiste.postgres.Server;

/** How a value's text, as newer servers write it, must be written for an older one. */
enum OlderText {
  /** As it is. */
  SAME,
  /**
   * Before 12 a float4 is read as a float8 and rounded once more, which can be one bit off for the
   * short texts of newer servers; all digits of the very float8 leave nothing to round.
   */
  FLOAT,
  FLOATS,
  /** Before 9.0 there is no hex. */
  BYTES,
  BYTE_STRINGS;

  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9][-+.0-9eE]*");
  private static final Pattern HEX_ELEMENT = Pattern.compile("\"\\\\\\\\x([0-9a-f]*)\"");

  /** How a server reads values of a type. */
  static OlderText of(Server server, String type) {
    return switch (type) {
      case "real" -> server.hasShortestFloats() ? SAME : FLOAT;
      case "real[]" -> server.hasShortestFloats() ? SAME : FLOATS;
      case "bytea" -> server.hasHexBytea() ? SAME : BYTES;
      case "bytea[]" -> server.hasHexBytea() ? SAME : BYTE_STRINGS;
      default -> SAME;
    };
  }

  String of(String text) {
    return switch (this) {
      case SAME -> text;
      case FLOAT -> NUMBER.matcher(text).matches() ? allDigits(text) : text;
      case FLOATS -> floats(text);
      case BYTES -> text.startsWith("\\x") ? octal(text.substring(2), "\\") : text;
      case BYTE_STRINGS ->
          HEX_ELEMENT
              .matcher(text)
              .replaceAll(element -> '"' + octal(element.group(1), "\\\\\\\\") + '"');
    };
  }

  private static String allDigits(String number) {
    return Double.toString(Float.parseFloat(number));
  }

  /** The numbers before the braces are bounds. */
  private static String floats(String text) {
    int elements = Math.max(0, text.indexOf('{'));
    return text.substring(0, elements)
        + NUMBER.matcher(text.substring(elements)).replaceAll(number -> allDigits(number.group()));
  }

  private static String octal(String hex, String backslash) {
    StringBuilder octal = new StringBuilder();
    for (byte b : HexFormat.of().parseHex(hex)) {
      int bits = b & 0xFF;
      octal.append(backslash).append(bits >> 6).append(bits >> 3 & 7).append(bits & 7);
    }
    return octal.toString();
  }
}
