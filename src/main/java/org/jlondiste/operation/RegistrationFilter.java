package org.jlondiste.operation;

import java.util.List;
import org.jlondiste.model.TableName;

/**
 * Which tables and sequences of the set a node takes into its list at all. Names are written {@code
 * schema.name} and must match exactly.
 *
 * @param onlyTables if not empty, no others
 * @param skipTables never these
 * @param onlySequences if not empty, no others
 * @param skipSequences never these
 */
public record RegistrationFilter(
    List<String> onlyTables,
    List<String> skipTables,
    List<String> onlySequences,
    List<String> skipSequences) {

  /** Takes everything. */
  public static final RegistrationFilter NONE =
      new RegistrationFilter(List.of(), List.of(), List.of(), List.of());

  public RegistrationFilter {
    onlyTables = List.copyOf(onlyTables);
    skipTables = List.copyOf(skipTables);
    onlySequences = List.copyOf(onlySequences);
    skipSequences = List.copyOf(skipSequences);
  }

  public boolean takesTable(TableName table) {
    return takes(table, onlyTables, skipTables);
  }

  public boolean takesSequence(TableName sequence) {
    return takes(sequence, onlySequences, skipSequences);
  }

  private static boolean takes(TableName name, List<String> only, List<String> skip) {
    return (only.isEmpty() || only.contains(name.raw())) && !skip.contains(name.raw());
  }
}
