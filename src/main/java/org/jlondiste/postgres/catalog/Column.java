package org.jlondiste.postgres.catalog;

import java.util.Optional;

/**
 * A column of a table.
 *
 * @param type as DDL writes it, with its modifier: {@code character varying(20)}
 * @param expression its default, or what it is generated from
 * @param generated it is computed from other columns
 * @param identity {@code ALWAYS} or {@code BY DEFAULT} for an identity column
 */
public record Column(
    String name,
    String type,
    boolean notNull,
    Optional<String> expression,
    boolean generated,
    Optional<String> identity) {

  /** True if a row can be inserted without a word about this column. */
  public boolean fillsItself() {
    return !notNull || expression.isPresent() || identity.isPresent();
  }
}
