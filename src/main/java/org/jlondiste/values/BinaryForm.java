package org.jlondiste.values;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The bits of values as one server sends them, in a form that is equal on another server just when
 * the values are the same: without the numbers that types have in each database.
 */
final class BinaryForm {
  private static final short NUMERIC_NAN = (short) 0xC000;
  private static final int EMPTY = 0x01;
  private static final int NO_LOWER_BOUND = 0x08;
  private static final int NO_UPPER_BOUND = 0x10;

  private BinaryForm() {}

  /**
   * An SQL expression for the bits of a column, in hex.
   *
   * @param binary both servers can send them; else those of the text are taken
   */
  static String expression(ValueType type, String column, boolean binary) {
    String bits =
        binary
            ? type.sendFunction() + "(cast(" + column + " as " + argument(type) + "))"
            : "pg_catalog.textsend(cast(" + column + " as text))";
    return "pg_catalog.encode(" + bits + ", 'hex')";
  }

  /** What the sending function takes; a cursor's name is sent as a text. */
  private static String argument(ValueType type) {
    String name = type.withoutDomain().name();
    return name.equals("refcursor") ? "text" : name;
  }

  /**
   * The form of a value.
   *
   * @param hex what {@link #expression} answered
   */
  static String of(ValueType type, String hex, boolean binary) {
    return binary ? read(type, ByteBuffer.wrap(HexFormat.of().parseHex(hex))) : "text " + hex;
  }

  private static String read(ValueType type, ByteBuffer bits) {
    return switch (type.kind()) {
      case BASE, ENUM -> plain(type, bits);
      case DOMAIN -> read(type.part(), bits);
      case ARRAY -> array(type.part(), bits);
      case COMPOSITE -> row(type, bits);
      case RANGE -> range(type.part(), bits);
      case MULTIRANGE -> multirange(type.part(), bits);
    };
  }

  private static String plain(ValueType type, ByteBuffer bits) {
    if (isNaN(type, bits)) {
      return "NaN";
    }
    byte[] rest = new byte[bits.remaining()];
    bits.get(rest);
    return HexFormat.of().formatHex(rest);
  }

  /** There are many ways to write it; all are the same value. */
  private static boolean isNaN(ValueType type, ByteBuffer bits) {
    return switch (type.name()) {
      case "real" -> Float.isNaN(bits.getFloat(bits.position()));
      case "double precision" -> Double.isNaN(bits.getDouble(bits.position()));
      case "numeric" -> bits.getShort(bits.position() + 4) == NUMERIC_NAN;
      default -> false;
    };
  }

  private static String array(ValueType element, ByteBuffer bits) {
    int dimensions = bits.getInt();
    // whether room for nulls was made, and the number of the elements' type
    bits.getInt();
    bits.getInt();
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < dimensions; i++) {
      form.append('[').append(bits.getInt()).append(" from ").append(bits.getInt()).append(']');
    }
    List<String> elements = new ArrayList<>();
    while (bits.hasRemaining()) {
      elements.add(part(element, bits));
    }
    return form + "{" + String.join(",", elements) + "}";
  }

  private static String row(ValueType type, ByteBuffer bits) {
    int count = bits.getInt();
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      bits.getInt();
      fields.add(part(type.parts().get(i), bits));
    }
    return "(" + String.join(",", fields) + ")";
  }

  private static String range(ValueType bound, ByteBuffer bits) {
    int flags = bits.get();
    StringBuilder form = new StringBuilder("<" + flags);
    if ((flags & (EMPTY | NO_LOWER_BOUND)) == 0) {
      form.append(" from ").append(part(bound, bits));
    }
    if ((flags & (EMPTY | NO_UPPER_BOUND)) == 0) {
      form.append(" to ").append(part(bound, bits));
    }
    return form.append('>').toString();
  }

  private static String multirange(ValueType range, ByteBuffer bits) {
    int count = bits.getInt();
    List<String> ranges = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ranges.add(part(range, bits));
    }
    return "{" + String.join(",", ranges) + "}";
  }

  private static String part(ValueType type, ByteBuffer bits) {
    int length = bits.getInt();
    if (length < 0) {
      return "null";
    }
    ByteBuffer own = bits.slice();
    own.limit(length);
    bits.position(bits.position() + length);
    return read(type, own);
  }
}
