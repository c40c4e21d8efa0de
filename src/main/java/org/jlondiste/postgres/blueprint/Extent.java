package org.jlondiste.postgres.blueprint;

/** How much of a table is built. */
public enum Extent {
  /** Columns with their types, and the primary key. */
  COLUMNS_AND_KEY,
  /** Everything: defaults, sequences, constraints, indexes, triggers, rules, grants, comments. */
  FULL
}
