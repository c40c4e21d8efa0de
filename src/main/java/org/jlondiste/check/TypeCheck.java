package org.jlondiste.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jlondiste.postgres.catalog.Column;
import org.jlondiste.postgres.catalog.TableStructure;

/** Which columns of the source have values that cannot travel to the target. */
final class TypeCheck {
  private TypeCheck() {}

  /**
   * Looks at the columns of tables.
   *
   * @param missing the types that are told to be missing on the target already
   */
  static List<Finding> of(
      Collection<TableStructure> tables, TypeGate gate, Collection<String> missing) {
    List<Finding> findings = new ArrayList<>();
    for (TableStructure table : tables) {
      for (Column column : table.columns()) {
        if (missing.stream().noneMatch(column.type()::contains)) {
          gate.refusal(column.type())
              .ifPresent(reason -> findings.add(finding(table, column, reason)));
        }
      }
    }
    return findings;
  }

  private static Finding finding(TableStructure table, Column column, String reason) {
    return new Finding(
        Severity.BLOCKER,
        Topic.TYPES,
        "type-refused",
        Side.SOURCE,
        table.name() + " " + column.name(),
        "is of type " + column.type() + ": " + reason,
        "leave the table out, or give the column another type on both sides",
        "");
  }
}
