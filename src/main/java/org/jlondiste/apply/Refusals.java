package org.jlondiste.apply;

import java.util.Set;
import org.jlondiste.error.DatabaseError;

/** Tells what the server's refusals are about. */
final class Refusals {
  static final String NO_ROW = "the row is not there";
  static final String ROW_IS_THERE = "the row is already there";

  /** Classes of SQLSTATE that say that a statement or its values do not fit the table. */
  private static final Set<String> ABOUT_CHANGES =
      Set.of("09", "0A", "21", "22", "23", "27", "2F", "38", "39", "3F", "42", "44", "54", "P0");

  /** A publication takes no updates of a table without replica identity, for instance. */
  private static final String NOT_IN_STATE = "55000";

  private static final Set<String> ABOUT_DEFINITIONS =
      Set.of("42703", "42P01", "42804", "42883", "428C9", "42809");

  private Refusals() {}

  /** True if other changes, or the same ones in another way, may go through. */
  static boolean liesInTheChanges(DatabaseError error) {
    return error.sqlState().equals(NOT_IN_STATE)
        || (error.sqlState().length() == 5
            && ABOUT_CHANGES.contains(error.sqlState().substring(0, 2)));
  }

  /** True if the table may not be what it was when its catalog entry was read. */
  static boolean liesInDefinitions(DatabaseError error) {
    return ABOUT_DEFINITIONS.contains(error.sqlState());
  }
}
