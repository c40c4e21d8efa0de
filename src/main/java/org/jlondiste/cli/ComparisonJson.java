package org.jlondiste.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jlondiste.compare.Difference;
import org.jlondiste.compare.Scope;
import org.jlondiste.compare.Verdict;
import org.jlondiste.model.TickId;
import org.jlondiste.operation.CompareCascade;
import org.jlondiste.operation.CompareTables;
import org.jlondiste.operation.CompareTables.Result;
import org.jspecify.annotations.Nullable;

/** What a comparison came to, for programs. Names and meanings of its fields do not change. */
final class ComparisonJson {
  private ComparisonJson() {}

  static Map<String, @Nullable Object> of(CompareTables.Report report) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("node", report.node());
    object.put("same", report.allSame());
    object.put("tables", report.results().stream().map(ComparisonJson::of).toList());
    return object;
  }

  static Map<String, @Nullable Object> of(CompareCascade.Report report) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("node", report.node());
    object.put("same", report.allSame());
    object.put("nodes", report.nodes().stream().map(ComparisonJson::of).toList());
    return object;
  }

  private static Map<String, @Nullable Object> of(CompareCascade.NodeReport node) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("node", node.node());
    object.put("provider", node.provider().isEmpty() ? null : node.provider());
    object.put("same", node.allSame());
    object.put("problem", node.problem().isEmpty() ? null : node.problem());
    object.put("tables", node.tables().results().stream().map(ComparisonJson::of).toList());
    return object;
  }

  /** Which differences counted. */
  static String name(Scope scope) {
    if (scope.missingOnly()) {
      return "missing_rows";
    }
    return scope.merged() ? "rows_of_provider" : "all_rows";
  }

  private static Map<String, @Nullable Object> of(Result result) {
    Verdict verdict = result.verdict();
    Map<String, @Nullable Object> table = new LinkedHashMap<>();
    table.put("table_name", result.table());
    table.put("provider", result.provider().isEmpty() ? null : result.provider());
    table.put("tick", result.tick().map(TickId::value).orElse(null));
    table.put("rows_source", verdict.sourceRows().orElse(null));
    table.put("rows_target", verdict.targetRows().orElse(null));
    table.put("result", verdict.outcome().name().toLowerCase(Locale.ROOT));
    table.put("reason", verdict.reason().isEmpty() ? null : verdict.reason());
    table.put("looked_at", name(verdict.scope()));
    table.put("ignored_columns", verdict.ignoredColumns());
    table.put("differing_rows", verdict.differences().rows());
    table.put("all_differing_rows_counted", verdict.differences().complete());
    table.put(
        "differences", verdict.differences().shown().stream().map(ComparisonJson::of).toList());
    return table;
  }

  private static Map<String, @Nullable Object> of(Difference difference) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("key", difference.key().isEmpty() ? null : difference.key());
    row.put("row", difference.row().isEmpty() ? null : difference.row());
    row.put("rows_source", difference.sourceRows());
    row.put("rows_target", difference.targetRows());
    row.put("columns", difference.columns());
    return row;
  }
}
