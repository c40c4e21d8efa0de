package org.jlondiste.cli;

import java.io.PrintStream;
import org.jlondiste.compare.Difference;
import org.jlondiste.compare.Scope;
import org.jlondiste.compare.Verdict;
import org.jlondiste.model.TickId;
import org.jlondiste.operation.CompareCascade;
import org.jlondiste.operation.CompareCascade.NodeReport;
import org.jlondiste.operation.CompareTables;
import org.jlondiste.operation.CompareTables.Result;

/** What a comparison came to, for people. */
final class ComparisonText {
  private ComparisonText() {}

  static void print(CompareTables.Report report, PrintStream out) {
    results(report).printTo(out);
    differingRows(report).printTo(out);
  }

  /** A table for each node. */
  static void print(CompareCascade.Report report, PrintStream out) {
    for (NodeReport node : report.nodes()) {
      print(node.tables(), out);
      if (!node.problem().isEmpty()) {
        new TextTable("Comparison of " + node.node(), "provider", "result")
            .row(node.provider(), "NOT COMPARED: " + node.problem())
            .printTo(out);
      }
    }
  }

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
          words(result.verdict(), result.provider()));
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

  private static String words(Verdict verdict, String provider) {
    return switch (verdict.outcome()) {
      case SAME ->
          (verdict.scope().missingOnly() ? "no row missing" : "same")
              + beside(verdict.scope(), provider);
      case SKIPPED -> "skipped: " + verdict.reason();
      case DIFFERENT -> {
        long rows = verdict.differences().rows();
        String more = verdict.differences().complete() ? "" : " or more";
        String count = rows + more + (rows == 1 ? " row" : " rows");
        String words =
            verdict.scope().missingOnly()
                ? "MISSING " + count
                : rows == 0 ? "DIFFERENT" : "DIFFERENT in " + count;
        yield words + beside(verdict.scope(), provider);
      }
    };
  }

  /** What was not looked at. */
  private static String beside(Scope scope, String provider) {
    if (scope.missingOnly()) {
      return " (other differences not looked at)";
    }
    return scope.merged() ? " (rows on " + provider + "; others not looked at)" : "";
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
