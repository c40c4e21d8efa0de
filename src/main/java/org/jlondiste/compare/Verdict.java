package org.jlondiste.compare;

import java.util.List;
import java.util.Optional;

/**
 * What the comparison of two tables came to.
 *
 * @param reason why they were not compared; empty if they were
 * @param ignoredColumns only one of the tables has them
 * @param differences where to look, if the tables differ
 * @param scope which differences counted
 */
public record Verdict(
    Outcome outcome,
    String reason,
    Optional<Long> sourceRows,
    Optional<Long> targetRows,
    List<String> ignoredColumns,
    Differences differences,
    Scope scope) {

  /** How the tables are. */
  public enum Outcome {
    SAME,
    DIFFERENT,
    SKIPPED
  }

  public Verdict {
    ignoredColumns = List.copyOf(ignoredColumns);
  }

  public static Verdict skipped(String reason) {
    return new Verdict(
        Outcome.SKIPPED,
        reason,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Differences.UNKNOWN,
        Scope.ALL_ROWS);
  }
}
