package org.jlondiste.operation;

import java.util.function.Predicate;
import org.jlondiste.model.TableName;

/**
 * Which tables and sequences of the set a node takes into its list at all.
 *
 * @param tables true for those that it takes
 * @param sequences true for those that it takes
 */
public record RegistrationFilter(Predicate<TableName> tables, Predicate<TableName> sequences) {

  /** Takes everything. */
  public static final RegistrationFilter NONE =
      new RegistrationFilter(table -> true, sequence -> true);
}
