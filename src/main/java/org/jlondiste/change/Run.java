package org.jlondiste.change;

import java.util.List;

/** Changes of one {@link Piece} that are applied together. */
public sealed interface Run permits RowRun, StatementRun, TruncationRun {
  /** The changes in the order in which they happened; never empty. */
  List<? extends Change> changes();
}
