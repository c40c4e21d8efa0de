package org.jlondiste.change;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run of row changes of one table without key amounts to: of each distinct row, how many
 * copies come or go.
 */
public final class RowCounts {
  private final List<RowChange> inserts = new ArrayList<>();
  private final List<Loss> losses = new ArrayList<>();

  /**
   * Copies of a row that go.
   *
   * @param row an event that tells the row
   * @param copies how many of them go, at least 1
   */
  public record Loss(RowChange row, int copies) {}

  private RowCounts() {}

  static RowCounts of(List<RowChange> changes) {
    Map<String, Tally> tallies = new LinkedHashMap<>();
    for (RowChange change : changes) {
      tallies
          .computeIfAbsent(change.rowText(), text -> new Tally(change))
          .count(change.operation() == Operation.INSERT ? 1 : -1);
    }
    RowCounts counts = new RowCounts();
    for (Tally tally : tallies.values()) {
      for (int i = 0; i < tally.copies; i++) {
        counts.inserts.add(tally.row);
      }
      if (tally.copies < 0) {
        counts.losses.add(new Loss(tally.row, -tally.copies));
      }
    }
    return counts;
  }

  /** Rows that come, one entry per copy. */
  public List<RowChange> inserts() {
    return inserts;
  }

  /** Rows that go. */
  public List<Loss> losses() {
    return losses;
  }

  /** How many rows come or go. */
  public int rows() {
    return inserts.size() + losses.stream().mapToInt(Loss::copies).sum();
  }

  private static final class Tally {
    private final RowChange row;
    private int copies;

    Tally(RowChange row) {
      this.row = row;
    }

    void count(int more) {
      copies += more;
    }
  }
}
