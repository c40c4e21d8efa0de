package org.jlondiste.copy;

import java.util.List;
import java.util.Set;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.TextPassage;

/**
 * Which rows may travel in the binary format of COPY: those of which every column is of a type that
 * all servers from 8.4 on write and read alike in it, and is of that very type on both sides.
 *
 * <p>A type that is not named here, above all one whose values depend on the database they are in,
 * goes as text: {@code regclass}, {@code money}, {@code "char"}, {@code interval} (which has
 * infinities from version 17 on only), types of one's own and of extensions.
 */
final class BinaryFormat {
  /** By the names of {@code format_type}; the arrays of these are alike, too. */
  private static final Set<String> ALIKE =
      Set.of(
          "boolean",
          "smallint",
          "integer",
          "bigint",
          "oid",
          "real",
          "double precision",
          "numeric",
          "text",
          "character varying",
          "bpchar",
          "bytea",
          "uuid",
          "json",
          "jsonb",
          "inet",
          "cidr",
          "macaddr",
          "date",
          "time without time zone",
          "time with time zone",
          "timestamp without time zone",
          "timestamp with time zone");

  private static final String ARRAY = "[]";

  private BinaryFormat() {}

  /**
   * True if rows may travel so.
   *
   * @param types of the columns on the source, without lengths, domains resolved
   * @param typesHere of the columns on the target, in the same order
   */
  static boolean isFor(
      List<String> types,
      List<String> typesHere,
      TextPassage passage,
      Session source,
      Session target) {
    return passage.isOfCharactersOnly()
        && types.equals(typesHere)
        && types.stream().allMatch(BinaryFormat::isAlike)
        && (types.stream().noneMatch(BinaryFormat::isTime)
            || (source.countsTimeInIntegers() && target.countsTimeInIntegers()));
  }

  private static boolean isAlike(String type) {
    return ALIKE.contains(element(type));
  }

  private static boolean isTime(String type) {
    return element(type).startsWith("time");
  }

  private static String element(String type) {
    return type.endsWith(ARRAY) ? type.substring(0, type.length() - ARRAY.length()) : type;
  }
}
