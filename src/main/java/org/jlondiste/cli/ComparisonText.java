package org.jlondiste.cli;

import org.jlondiste.compare.Difference;
import org.jlondiste.compare.Verdict;
import org.jlondiste.model.TickId;
import org.jlondiste.operation.CompareTables;
import org.jlondiste.operation.CompareTables.Result;

/** What a comparison came to, for people. */
final class ComparisonText {
  private ComparisonText() {}

  static TextTable results(CompareTables.Report report) {
    TextTable table =
        new TextTable(
            "Comparison of " + report.node(),
            "table_name",
            "provider",
            "tick",
            "rows_source",
            "rows_target",
            "result");
    for (Result result : report.results()) {
      table.row(
          result.table(),
          result.provider(),
          result.tick().map(TickId::value).orElse(null),
          result.verdict().sourceRows().orElse(null),
          result.verdict().targetRows().orElse(null),
          words(result.verdict()));
    }
    return table;
  }

  static TextTable differingRows(CompareTables.Report report) {
    TextTable table = new TextTable("Differing rows", "table_name", "row", "difference");
    for (Result result : report.results()) {
      for (Difference difference : result.verdict().differences().shown()) {
        table.row(
            result.table(), difference.name(), words(difference, result.provider(), report.node()));
      }
    }
    return table;
  }

  private static String words(Verdict verdict) {
    return switch (verdict.outcome()) {
      case SAME -> "same";
      case SKIPPED -> "skipped: " + verdict.reason();
      case DIFFERENT -> {
        long rows = verdict.differences().rows();
        String more = verdict.differences().complete() ? "" : " or more";
        yield rows == 0
            ? "DIFFERENT"
            : "DIFFERENT in " + rows + more + (rows == 1 ? " row" : " rows");
      }
    };
  }

  private static String words(Difference difference, String source, String target) {
    if (difference.onlyOnSource()) {
      return "only on " + source + times(difference.sourceRows());
    }
    if (difference.onlyOnTarget()) {
      return "only on " + target + times(difference.targetRows());
    }
    if (!difference.columns().isEmpty()) {
      return "differs in " + String.join(", ", difference.columns());
    }
    return difference.sourceRows()
        + " on "
        + source
        + ", "
        + difference.targetRows()
        + " on "
        + target;
  }

  private static String times(long rows) {
    return rows == 1 ? "" : ", " + rows + " times";
  }
}
