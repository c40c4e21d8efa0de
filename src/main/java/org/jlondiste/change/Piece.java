package org.jlondiste.change;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jlondiste.model.TableName;

/**
 * A part of a batch that fits into memory, sorted for being applied: the changes of each table
 * together and in order, and nothing moved across a truncation. Between two truncations tables do
 * not wait for each other; the caller sees to it that no foreign key is checked.
 */
public final class Piece {
  private final List<Run> runs;

  private Piece(List<Run> runs) {
    this.runs = runs;
  }

  /** Sorts changes that are given in the order in which they happened. */
  public static Piece of(Iterable<? extends Change> changes) {
    Sorting sorting = new Sorting();
    for (Change change : changes) {
      sorting.add(change);
    }
    return new Piece(sorting.runs());
  }

  /** The same changes to tables that have other names meanwhile. */
  public Piece withTables(Map<TableName, TableName> newNames) {
    return of(
        runs.stream()
            .flatMap(run -> run.changes().stream())
            .map(change -> change.withTable(newNames.getOrDefault(change.table(), change.table())))
            .toList());
  }

  /** What is to be applied, in this order. */
  public List<Run> runs() {
    return runs;
  }

  private static final class Sorting {
    private final List<Run> runs = new ArrayList<>();
    private final Map<TableName, List<List<Change>>> stretch = new LinkedHashMap<>();
    private List<Truncation> truncations = new ArrayList<>();

    void add(Change change) {
      if (change instanceof Truncation truncation) {
        endStretch();
        truncations.add(truncation);
        return;
      }
      endTruncations();
      List<List<Change>> ofTable =
          stretch.computeIfAbsent(change.table(), table -> new ArrayList<>());
      if (ofTable.isEmpty()) {
        ofTable.add(new ArrayList<>(List.of(change)));
        return;
      }
      List<Change> last = ofTable.get(ofTable.size() - 1);
      Change head = last.get(0);
      if (head instanceof StatementChange && change instanceof StatementChange) {
        last.add(change);
      } else if (head instanceof RowChange first
          && change instanceof RowChange row
          && first.shape().sameColumnsAs(row.shape())) {
        last.add(row.inOrderOf(first.shape()));
      } else {
        ofTable.add(new ArrayList<>(List.of(change)));
      }
    }

    List<Run> runs() {
      endStretch();
      endTruncations();
      return runs;
    }

    private void endTruncations() {
      if (!truncations.isEmpty()) {
        runs.add(new TruncationRun(truncations));
        truncations = new ArrayList<>();
      }
    }

    private void endStretch() {
      for (Map.Entry<TableName, List<List<Change>>> ofTable : stretch.entrySet()) {
        for (List<Change> changes : ofTable.getValue()) {
          runs.add(run(ofTable.getKey(), changes));
        }
      }
      stretch.clear();
    }

    private static Run run(TableName table, List<Change> changes) {
      if (changes.get(0) instanceof RowChange first) {
        return new RowRun(
            table, first.shape(), changes.stream().map(RowChange.class::cast).toList());
      }
      return new StatementRun(table, changes.stream().map(StatementChange.class::cast).toList());
    }
  }
}
