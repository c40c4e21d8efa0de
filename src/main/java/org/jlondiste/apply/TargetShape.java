package org.jlondiste.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jlondiste.change.RowChange;
import org.jlondiste.change.RowShape;
import org.jlondiste.postgres.catalog.TargetColumn;
import org.jlondiste.postgres.catalog.TargetTable;
import org.jspecify.annotations.Nullable;

/** How rows of one shape fit into a table of the target. Immutable. */
final class TargetShape {
  private final TargetTable table;
  private final RowShape shape;
  private final List<TargetColumn> columns;
  private final List<Integer> written;
  private final List<Integer> key;
  private final List<Integer> updated;
  private final boolean hasOtherColumns;
  private final boolean textIsIdentity;
  private final boolean updateMovesIdentity;
  private final Set<String> keyColumns;
  private final List<OlderText> olderTexts;

  /**
   * @param shape all its columns are in the table
   */
  TargetShape(TargetTable table, RowShape shape) {
    this.table = table;
    this.shape = shape;
    this.columns = new ArrayList<>();
    for (String name : shape.columns()) {
      TargetColumn column = table.column(name);
      if (column == null) {
        throw new IllegalArgumentException("no column " + name + " in " + table.name());
      }
      columns.add(column);
    }
    this.olderTexts =
        columns.stream().map(column -> OlderText.of(table.server(), column.baseType())).toList();
    this.key = IntStream.range(0, shape.keySize()).map(shape::keyPosition).boxed().toList();
    this.keyColumns = Set.copyOf(shape.keyColumns());
    this.textIsIdentity = key.stream().allMatch(i -> columns.get(i).textIsIdentity());
    this.written =
        IntStream.range(0, columns.size())
            .filter(i -> !columns.get(i).generated())
            .boxed()
            .toList();
    this.updated =
        written.stream()
            .filter(i -> !columns.get(i).alwaysIdentity() && !(textIsIdentity && key.contains(i)))
            .toList();
    this.updateMovesIdentity =
        written.stream().anyMatch(i -> columns.get(i).alwaysIdentity() && !key.contains(i));
    this.hasOtherColumns =
        table.columns().stream()
            .anyMatch(column -> !column.generated() && shape.position(column.name()) < 0);
  }

  TargetTable table() {
    return table;
  }

  RowShape shape() {
    return shape;
  }

  TargetColumn column(int position) {
    return columns.get(position);
  }

  /** A row as this table's server reads it. */
  RowChange legible(RowChange row) {
    @Nullable String[] values = new @Nullable String[columns.size()];
    for (int i = 0; i < values.length; i++) {
      String value = row.value(i);
      values[i] = value == null ? null : olderTexts.get(i).of(value);
    }
    return row.withRow(shape, values);
  }

  /** True if rows are read by this table's server as any other writes them. */
  boolean readsAnyText() {
    return olderTexts.stream().allMatch(text -> text == OlderText.SAME);
  }

  int size() {
    return columns.size();
  }

  /** Positions of the key's columns. */
  List<Integer> key() {
    return key;
  }

  /** Positions of the columns that an INSERT names: all that the target does not compute. */
  List<Integer> written() {
    return written;
  }

  /** Positions of the columns that an UPDATE sets. */
  List<Integer> updated() {
    return updated;
  }

  /** The table has columns that events know nothing of; deleting a row would lose them. */
  boolean hasOtherColumns() {
    return hasOtherColumns;
  }

  /** Rows are the same just when the texts of their keys are. */
  boolean textIsIdentity() {
    return textIsIdentity;
  }

  /** An identity that no UPDATE can set is among the columns and is no part of the key. */
  boolean updateMovesIdentity() {
    return updateMovesIdentity;
  }

  /** The target itself refuses a second row with the same key. */
  boolean isUnique() {
    return table.isUniqueIn(keyColumns);
  }

  /** Rows can be looked up by the key. */
  boolean isIndexed() {
    return table.isIndexedBy(keyColumns);
  }
}
