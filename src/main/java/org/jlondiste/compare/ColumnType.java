package org.jlondiste.compare;

import java.util.Set;
import java.util.stream.Collectors;
import org.jlondiste.postgres.Row;

/**
 * What the values of a column are.
 *
 * @param type the column's type as SQL spells it, without length or precision
 * @param baseType what the column's type is if it is a domain, at the bottom; else the same
 * @param baseOid the base type's identity
 * @param kind {@code pg_type.typtype} of the base type
 * @param element the type of an array's elements; 0 if the base type is no array
 * @param sendFunction writes the base type in binary
 * @param inside the types that the base type is made of, at any depth
 * @param hasRangeInside one of those is a range that a user made
 */
record ColumnType(
    String type,
    String baseType,
    long baseOid,
    String kind,
    long element,
    String sendFunction,
    Set<Long> inside,
    boolean hasRangeInside) {

  ColumnType {
    inside = Set.copyOf(inside);
  }

  static ColumnType of(Row row) {
    return new ColumnType(
        row.text("type"),
        row.text("base_type"),
        row.bigint("base_oid"),
        row.text("kind"),
        row.bigint("element"),
        row.text("send_function"),
        row.texts("inside").stream().map(Long::valueOf).collect(Collectors.toSet()),
        row.bool("has_range_inside"));
  }

  boolean isArray() {
    return element != 0;
  }

  boolean isComposite() {
    return kind.equals("c");
  }

  /** A range, or a set of ranges. */
  boolean isRange() {
    return kind.equals("r") || kind.equals("m");
  }
}
