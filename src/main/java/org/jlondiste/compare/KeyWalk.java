package org.jlondiste.compare;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jlondiste.postgres.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the digests of two tables' rows side by side, and keeps those of one key at a time.
 * Both sessions need a transaction.
 */
final class KeyWalk {
  /** Columns of the answer before what is shown: both digests. */
  private static final int BEFORE_SHOWN = 2;

  private final Cursor rows;
  private final boolean byKey;
  private final int width;
  private boolean there;

  private KeyWalk(Cursor rows, TablePair pair) {
    this.rows = rows;
    this.byKey = !pair.key().isEmpty();
    this.width = byKey ? pair.key().size() : 1;
    this.there = rows.next();
  }

  /**
   * The rows of one key on one side; of a table without key, all copies of one row.
   *
   * @param digests of the rows, sorted; of copies none
   * @param shown what people read of them
   */
  record Rows(long count, List<String> digests, List<String> shown) {
    static final Rows NONE = new Rows(0, List.of(), List.of());

    boolean alike(Rows other) {
      return count == other.count && digests.equals(other.digests);
    }
  }

  /** Takes what both sides have of one key. */
  interface Visitor {
    /**
     * Takes it.
     *
     * @param key digest of the key, or of the row where there is none
     */
    void visit(String key, Rows here, Rows there);
  }

  /**
   * Walks.
   *
   * @param digits how much of a key's digest is its bucket
   * @param buckets those to walk through; more may be
   */
  static void through(
      TablePair pair,
      Scan source,
      Scan target,
      int digits,
      Collection<String> buckets,
      Visitor visitor) {
    Answers<Cursor> cursors =
        Answers.of(source, target, scan -> scan.inOrder(digits, buckets), Scan::cancel);
    try (Cursor sourceRows = cursors.source();
        Cursor targetRows = cursors.target()) {
      KeyWalk here = new KeyWalk(sourceRows, pair);
      KeyWalk there = new KeyWalk(targetRows, pair);
      while (here.there || there.there) {
        String ours = here.key();
        String theirs = there.key();
        int order = ours == null ? 1 : theirs == null ? -1 : ours.compareTo(theirs);
        String key = order <= 0 ? ours : theirs;
        if (key == null) {
          throw new IllegalStateException("neither side has a row");
        }
        visitor.visit(
            key, order <= 0 ? here.take(key) : Rows.NONE, order >= 0 ? there.take(key) : Rows.NONE);
      }
    }
  }

  private @Nullable String key() {
    return there ? rows.cells().text(1) : null;
  }

  private Rows take(String key) {
    List<String> shown = new ArrayList<>(width);
    for (int i = 1; i <= width; i++) {
      String text = rows.cells().nullableText(BEFORE_SHOWN + i);
      shown.add(text == null ? "" : text);
    }
    List<String> digests = new ArrayList<>(1);
    long count = 0;
    while (there && rows.cells().text(1).equals(key)) {
      count++;
      if (byKey) {
        digests.add(rows.cells().text(BEFORE_SHOWN));
      }
      there = rows.next();
    }
    digests.sort(null);
    return new Rows(count, digests, shown);
  }
}
