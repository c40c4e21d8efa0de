package org.jlondiste.values;

import java.util.List;
import org.jlondiste.postgres.Server;
import org.jspecify.annotations.Nullable;

/**
 * A type as one server knows it.
 *
 * @param name as SQL spells it, without length or precision
 * @param sendFunction writes it in binary; null if nothing does
 * @param parts the type of an array's elements, of a domain's values, of a range's bounds, of a
 *     multirange's ranges; the types of a composite's fields
 * @param partNames the declared types of a composite's fields
 * @param labels of an enum
 */
record ValueType(
    String name,
    Kind kind,
    boolean builtIn,
    @Nullable String sendFunction,
    List<ValueType> parts,
    List<String> partNames,
    List<String> labels) {

  /** How values are made of others. */
  enum Kind {
    BASE,
    ARRAY,
    DOMAIN,
    ENUM,
    COMPOSITE,
    RANGE,
    MULTIRANGE
  }

  ValueType {
    parts = List.copyOf(parts);
    partNames = List.copyOf(partNames);
    labels = List.copyOf(labels);
  }

  /** The type of elements, of a domain's values, of bounds, of ranges. */
  ValueType part() {
    return parts.get(0);
  }

  /** What stands at the bottom of a domain; else the type itself. */
  ValueType withoutDomain() {
    return kind == Kind.DOMAIN ? part().withoutDomain() : this;
  }

  /**
   * An SQL condition on values that a server may not take although it takes others of the type;
   * empty if there are none. They are called {@code value} in it.
   */
  String special(Server from, Server to) {
    String plain = withoutDomain().name();
    boolean infinite =
        (plain.equals("numeric") && from.hasInfiniteNumerics() && !to.hasInfiniteNumerics())
            || (plain.equals("interval")
                && from.hasInfiniteIntervals()
                && !to.hasInfiniteIntervals());
    if (infinite) {
      return "value in ('Infinity', '-Infinity')";
    }
    if (plain.equals("double precision") && from.hasExactFloats() && !to.hasExactFloats()) {
      return "value <> 0 and abs(value) < 2.2250738585072014e-308";
    }
    return withoutDomain().builtIn() && plain.startsWith("reg") ? "true" : "";
  }

  /**
   * True if the binary form says all there is to say and the same in every database; names of
   * objects are numbers there.
   */
  boolean hasBinaryForm() {
    return sendFunction != null
        && !(kind == Kind.BASE && builtIn && name.startsWith("reg"))
        && parts.stream().allMatch(ValueType::hasBinaryForm);
  }
}
