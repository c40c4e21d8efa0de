package org.jlondiste.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jlondiste.compare.Scope;
import org.jlondiste.config.NodeConfiguration;
import org.jlondiste.error.ExitCode;
import org.jlondiste.model.TickId;
import org.jlondiste.operation.RepairTables;
import org.jlondiste.operation.RepairTables.Result;
import org.jlondiste.operation.Waiter;
import org.jlondiste.repair.Mending;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes tables hold the rows that they have on the root, or writes down what would do so. */
@Command(
    description = {
      "Find the rows of this node's tables that are not those of the root, both as of the same"
          + " tick, and write for each such table a file fix.SCHEMA.TABLE.sql that would mend them;"
          + " with --apply, mend them at once. Nobody is kept from writing on the root. This node's"
          + " worker must run; with --apply it waits at that tick until all is mended, proved to be"
          + " the same, and committed.",
      "Rows of tables without key are told apart by all their columns.",
      "In a table into which several queues are merged, rows of this queue are inserted and updated;"
          + " rows that only this node has are not looked at, and stay.",
      "Exit status: 0 if all rows are the same now, 1 if files were written or a table could not be"
          + " repaired."
    })
final class RepairCommand implements CliCommand {
  @Mixin private final PairOptions pairs = new PairOptions();

  @Option(names = "--apply", description = "Mend the rows at once; write no files.")
  private boolean apply;

  @Option(
      names = "--repair-where",
      paramLabel = "CONDITION",
      description = "SQL: look only at rows for which it holds, on both sides.")
  private String condition = "";

  @Option(
      names = "--directory",
      paramLabel = "DIRECTORY",
      description = "Where the files are written (default: the current directory).")
  private Path directory = Path.of("");

  @Option(
      names = "--sort-bufsize",
      paramLabel = "SIZE",
      description = "Taken for Londiste's sake: the servers do the sorting.")
  void ignoreSortBufferSize(String size) {}

  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public ExitCode run(CommandContext context) {
    NodeConfiguration node = context.node();
    RepairTables.Report report =
        new RepairTables(context.localNode(), Waiter.sleeping(), context.handlers())
            .run(
                new RepairTables.Request(
                    pairs.tables(),
                    apply ? Optional.empty() : Optional.of(directory),
                    condition,
                    node.sourceEncoding(),
                    pairs.perTable(),
                    pairs.limit(),
                    node.comparison().lockTimeout()));
    if (json.json()) {
      context.printJson(object(report));
    } else {
      text(report).printTo(context.out());
    }
    return report.allSame() ? ExitCode.OK : ExitCode.DIFFERENT;
  }

  private static TextTable text(RepairTables.Report report) {
    TextTable table =
        new TextTable(
            "Repair of " + report.node(),
            "table_name",
            "provider",
            "tick",
            "inserts",
            "updates",
            "deletes",
            "result");
    for (Result result : report.results()) {
      table.row(
          result.table(),
          result.provider(),
          result.tick().map(TickId::value).orElse(null),
          result.mending().map(Mending::inserts).orElse(null),
          result.mending().map(Mending::updates).orElse(null),
          result.mending().map(Mending::deletes).orElse(null),
          words(result));
    }
    return table;
  }

  private static String words(Result result) {
    return switch (result.outcome()) {
      case SAME -> "same" + beside(result);
      case MENDED -> "mended" + beside(result);
      case WRITTEN -> "see " + result.script().map(Path::toString).orElse("") + beside(result);
      case SKIPPED -> "skipped: " + result.reason();
    };
  }

  private static String beside(Result result) {
    return result.merged() ? " (rows on " + result.provider() + "; others not looked at)" : "";
  }

  static Map<String, @Nullable Object> object(RepairTables.Report report) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("node", report.node());
    object.put("same", report.allSame());
    List<Map<String, @Nullable Object>> tables =
        report.results().stream().map(RepairCommand::object).toList();
    object.put("tables", tables);
    return object;
  }

  private static Map<String, @Nullable Object> object(Result result) {
    Map<String, @Nullable Object> table = new LinkedHashMap<>();
    table.put("table_name", result.table());
    table.put("provider", result.provider().isEmpty() ? null : result.provider());
    table.put("tick", result.tick().map(TickId::value).orElse(null));
    table.put("rows_source", result.mending().map(Mending::sourceRows).orElse(null));
    table.put("rows_target", result.mending().map(Mending::targetRows).orElse(null));
    table.put("inserts", result.mending().map(Mending::inserts).orElse(null));
    table.put("updates", result.mending().map(Mending::updates).orElse(null));
    table.put("deletes", result.mending().map(Mending::deletes).orElse(null));
    table.put("result", result.outcome().name().toLowerCase(Locale.ROOT));
    table.put("looked_at", ComparisonJson.name(new Scope(false, result.merged())));
    table.put("file", result.script().map(Path::toString).orElse(null));
    table.put("reason", result.reason().isEmpty() ? null : result.reason());
    return table;
  }
}
