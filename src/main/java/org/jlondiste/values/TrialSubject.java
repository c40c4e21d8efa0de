package org.jlondiste.values;

import java.util.List;
import org.jlondiste.model.TableName;

/**
 * A type to be tried.
 *
 * @param type as columns declare it, with length or precision
 * @param columns real columns of the source whose longest values are sent, too
 */
public record TrialSubject(String type, List<RealColumn> columns) {
  public TrialSubject {
    columns = List.copyOf(columns);
  }

  /** A column of a real table. */
  public record RealColumn(TableName table, String column) {}
}
