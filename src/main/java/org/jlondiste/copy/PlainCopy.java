package org.jlondiste.copy;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jlondiste.handler.ColumnChoice;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.TextPassage;

/** Copies a small table in one go, outside of any set, by the very statements of a set's copy. */
public final class PlainCopy {
  private PlainCopy() {}

  /**
   * Copies all rows in the transactions under way.
   *
   * @param passage how text gets into the target
   */
  public static void copy(
      Session source, TableName from, Session target, TableName to, TextPassage passage) {
    SourceTable table = SourceTable.read(source, from);
    TargetTable into = TargetTable.find(target, "", to, to);
    List<String> columns = into.columnsFor(table, ColumnChoice.ALL);
    boolean binary =
        BinaryFormat.isFor(table.types(columns), into.types(columns), passage, source, target);
    Transfer.pipe(
        source,
        binary
            ? table.binaryCopyStatement(columns, List.of(), List.of(), "")
            : table.copyStatement(target.server(), columns, List.of(), List.of(), "")
                + passage.pipeOutOption(),
        target,
        binary
            ? into.binaryCopyStatement(columns)
            : into.copyStatement(columns) + passage.pipeInOption(),
        Pace.free(),
        UnaryOperator.identity());
  }
}
