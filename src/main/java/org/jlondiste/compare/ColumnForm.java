package org.jlondiste.compare;

import java.util.Set;
import org.jlondiste.postgres.Identifier;

/**
 * How a column's values become text that is the same on every server: equal values have equal text,
 * and no other value has it, NULL included.
 *
 * @param type the type to be written; empty where its name does not matter
 * @param sendFunction writes that type in binary; empty where it is not needed
 */
record ColumnForm(Kind kind, String type, String sendFunction) {

  /** The ways to write a value. */
  enum Kind {
    /** The usual text; it is never empty and has no comma. */
    PLAIN,
    /** The usual text in quotes. */
    TEXT,
    /** The bits of a number: its text depends on the server's version. */
    FLOAT,
    /** The bytes. */
    BYTES,
    /** The binary form that the type has for clients. */
    SENT,
    /** The same for an array, without what says how the array is stored. */
    ARRAY,
    /**
     * The usual text in quotes, although there are numbers inside whose text depends on the server:
     * good only between servers that write them alike.
     */
    INEXACT
  }

  static final ColumnForm TEXT = new ColumnForm(Kind.TEXT, "", "");

  private static final long BYTEA = 17;
  private static final Set<Long> FLOATS = Set.of(700L, 701L);

  /** bool, integers, oid, numeric, dates and times, interval, uuid. */
  private static final Set<Long> PLAIN =
      Set.of(16L, 20L, 21L, 23L, 26L, 1082L, 1083L, 1114L, 1184L, 1186L, 1266L, 1700L, 2950L);

  /** Points, lines and what is made of them; money. */
  private static final Set<Long> SENT = Set.of(600L, 601L, 602L, 603L, 604L, 628L, 718L, 790L);

  /** Ranges and sets of them whose bounds have the same text everywhere: all built-in ones. */
  private static final Set<Long> RANGES =
      Set.of(3904L, 3906L, 3908L, 3910L, 3912L, 3926L, 4451L, 4532L, 4533L, 4534L, 4535L, 4536L);

  /** Types made by users have other identities in every database. */
  private static final long FIRST_OF_USERS = 10000;

  static ColumnForm of(ColumnType type) {
    if (FLOATS.contains(type.baseOid())) {
      return new ColumnForm(Kind.FLOAT, "", "");
    }
    if (type.baseOid() == BYTEA) {
      return new ColumnForm(Kind.BYTES, "", "");
    }
    if (PLAIN.contains(type.baseOid())) {
      return new ColumnForm(Kind.PLAIN, "", "");
    }
    if (RANGES.contains(type.baseOid())) {
      return TEXT;
    }
    if (SENT.contains(type.baseOid()) || type.isRange()) {
      return new ColumnForm(Kind.SENT, type.baseType(), type.sendFunction());
    }
    if (!dependsOnServer(type)) {
      return TEXT;
    }
    boolean sameTypesInside =
        type.inside().stream().allMatch(oid -> oid < FIRST_OF_USERS || oid == type.element());
    if (type.isArray() && sameTypesInside) {
      return new ColumnForm(Kind.ARRAY, type.baseType(), type.sendFunction());
    }
    if (type.isComposite() && sameTypesInside) {
      return new ColumnForm(Kind.SENT, type.baseType(), type.sendFunction());
    }
    return new ColumnForm(Kind.INEXACT, "", "");
  }

  /** The form for both sides of a comparison: values of different types are compared as texts. */
  ColumnForm with(ColumnForm other) {
    return equals(other) ? this : TEXT;
  }

  /** The SQL expression that writes a column; never null. */
  String expression(String column) {
    String name = Identifier.quote(column);
    return switch (kind) {
      case PLAIN -> orEmpty(name + "::text");
      case TEXT, INEXACT -> "quote_nullable(" + name + "::text)";
      case FLOAT -> {
        String number = name + "::float8";
        yield orEmpty(
            "case when "
                + number
                + " = 'NaN'::float8 then 'NaN' else "
                + hex("float8send(" + number + ")")
                + " end");
      }
      case BYTES -> orEmpty("'x' || " + hex(name));
      case SENT -> orEmpty(hex(sendFunction + "(" + name + "::" + type + ")"));
      case ARRAY -> {
        // bytes 5 to 12 say whether room for nulls was made, and the number of the elements' type
        String sent = hex(sendFunction + "(" + name + "::" + type + ")");
        yield orEmpty("overlay(" + sent + " placing '' from 9 for 16)");
      }
    };
  }

  private static boolean dependsOnServer(ColumnType type) {
    return type.hasRangeInside()
        || type.inside().stream()
            .anyMatch(oid -> oid == BYTEA || FLOATS.contains(oid) || SENT.contains(oid));
  }

  private static String orEmpty(String expression) {
    return "coalesce(" + expression + ", '')";
  }

  private static String hex(String bytes) {
    return "encode(" + bytes + ", 'hex')";
  }
}
