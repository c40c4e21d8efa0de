package org.jlondiste.change;

import java.util.List;
import org.jlondiste.model.TableName;
import org.jspecify.annotations.Nullable;

/**
 * Row changes of one table that all have the same columns and the same key.
 *
 * <p>The net effect is computed once, when first asked for. For one thread at a time.
 */
public final class RowRun implements Run {
  private final TableName table;
  private final RowShape shape;
  private final List<RowChange> changes;
  private @Nullable NetEffect netEffect;
  private @Nullable RowCounts rowCounts;

  public RowRun(TableName table, RowShape shape, List<RowChange> changes) {
    this.table = table;
    this.shape = shape;
    this.changes = changes;
  }

  public TableName table() {
    return table;
  }

  public RowShape shape() {
    return shape;
  }

  @Override
  public List<RowChange> changes() {
    return changes;
  }

  /** What the changes amount to, for a table with a key. */
  public NetEffect netEffect() {
    NetEffect known = netEffect;
    if (known == null) {
      known = NetEffect.of(changes);
      netEffect = known;
    }
    return known;
  }

  /** What the changes amount to, for a table without key. */
  public RowCounts rowCounts() {
    RowCounts known = rowCounts;
    if (known == null) {
      known = RowCounts.of(changes);
      rowCounts = known;
    }
    return known;
  }
}
