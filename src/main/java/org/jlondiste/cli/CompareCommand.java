package org.jlondiste.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jlondiste.compare.Difference;
import org.jlondiste.compare.Method;
import org.jlondiste.compare.Verdict;
import org.jlondiste.config.ConnectString;
import org.jlondiste.config.NodeConfiguration;
import org.jlondiste.error.ExitCode;
import org.jlondiste.model.TickId;
import org.jlondiste.operation.CompareTables;
import org.jlondiste.operation.CompareTables.Result;
import org.jlondiste.operation.Waiter;
import org.jlondiste.topology.LocalNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells whether tables hold the same rows as on the root, and where not. */
@Command(
    description = {
      "Compare tables of this node with those of the root, row by row, both as of the same tick."
          + " Nobody is kept from writing; this node's worker must run, and waits at that tick for"
          + " a moment.",
      "All tables given are seen as of one tick, and both databases keep what is seen until the"
          + " last table is done; --per-table keeps it for one table at a time.",
      "Exit status: 0 if all are the same, 1 if one differs or could not be compared."
    })
final class CompareCommand implements CliCommand {
  @Parameters(paramLabel = "TABLE", description = "Names or patterns; default: all tables.")
  private List<String> tables = new ArrayList<>();

  @Option(names = "--count-only", description = "Only count the rows.")
  private boolean countOnly;

  @Option(names = "--per-table", description = "Compare each table as of a tick of its own.")
  private boolean perTable;

  @Option(
      names = "--differences",
      paramLabel = "N",
      description = "Name so many differing rows of a table (default: ${DEFAULT-VALUE}).")
  private int differences = 10;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "Wait so long for the worker in all (default: ${DEFAULT-VALUE}).")
  private long timeout = 600;

  @Option(names = "--force", description = "Wait for the worker as long as it takes.")
  private boolean force;

  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public ExitCode run(CommandContext context) {
    NodeConfiguration node = context.node();
    NodeConfiguration.Comparison settings = node.comparison();
    CompareTables.Report report =
        new CompareTables(localNode(context), Waiter.sleeping())
            .run(
                new CompareTables.Request(
                    tables,
                    new Method(countOnly, settings.query(), settings.format(), differences),
                    perTable,
                    force ? Optional.empty() : Optional.of(Duration.ofSeconds(timeout)),
                    settings.lockTimeout()));
    if (json.json()) {
      context.printJson(document(report));
    } else {
      results(report).printTo(context.out());
      differingRows(report).printTo(context.out());
    }
    return report.allSame() ? ExitCode.OK : ExitCode.DIFFERENT;
  }

  private static LocalNode localNode(CommandContext context) {
    NodeConfiguration node = context.node();
    return new LocalNode(
        node.queueName(),
        node.consumerName(),
        purpose -> context.databases().open(node.db(), purpose),
        (location, purpose) ->
            context
                .databases()
                .open(ConnectString.withExtra(location, node.remoteExtra()), purpose));
  }

  private static TextTable results(CompareTables.Report report) {
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

  private static TextTable differingRows(CompareTables.Report report) {
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

  private static Map<String, @Nullable Object> document(CompareTables.Report report) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("node", report.node());
    document.put("same", report.allSame());
    document.put("tables", report.results().stream().map(CompareCommand::document).toList());
    return document;
  }

  private static Map<String, @Nullable Object> document(Result result) {
    Verdict verdict = result.verdict();
    Map<String, @Nullable Object> table = new LinkedHashMap<>();
    table.put("table_name", result.table());
    table.put("provider", result.provider().isEmpty() ? null : result.provider());
    table.put("tick", result.tick().map(TickId::value).orElse(null));
    table.put("rows_source", verdict.sourceRows().orElse(null));
    table.put("rows_target", verdict.targetRows().orElse(null));
    table.put("result", verdict.outcome().name().toLowerCase(Locale.ROOT));
    table.put("reason", verdict.reason().isEmpty() ? null : verdict.reason());
    table.put("ignored_columns", verdict.ignoredColumns());
    table.put("differing_rows", verdict.differences().rows());
    table.put("all_differing_rows_counted", verdict.differences().complete());
    table.put(
        "differences",
        verdict.differences().shown().stream().map(CompareCommand::document).toList());
    return table;
  }

  private static Map<String, @Nullable Object> document(Difference difference) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("key", difference.key().isEmpty() ? null : difference.key());
    row.put("row", difference.row().isEmpty() ? null : difference.row());
    row.put("rows_source", difference.sourceRows());
    row.put("rows_target", difference.targetRows());
    row.put("columns", difference.columns());
    return row;
  }
}
