package org.jlondiste.compare;

/**
 * Which differences between two tables count.
 *
 * @param missingOnly only rows that the target lacks; where there is a key, a row with the same key
 *     is enough
 * @param merged the target holds rows of others, too: what the source does not have is not looked
 *     at
 */
public record Scope(boolean missingOnly, boolean merged) {
  /** Both tables are to hold the same rows. */
  public static final Scope ALL_ROWS = new Scope(false, false);

  public boolean isAll() {
    return !missingOnly && !merged;
  }

  /**
   * Whether it counts what each side has of one key, or of one row of a table without key.
   *
   * @param here how many rows the source has
   * @param there how many the target has
   * @param alike they are the same, and as many
   * @param byKey rows are told apart by a key
   */
  boolean counts(long here, long there, boolean alike, boolean byKey) {
    if (isAll()) {
      return !alike;
    }
    if (missingOnly || !byKey) {
      return there < here;
    }
    return here > 0 && !alike;
  }
}
