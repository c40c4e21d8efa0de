package org.jlondiste.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jlondiste.compare.Method;
import org.jlondiste.config.NodeConfiguration;
import org.jlondiste.error.ExitCode;
import org.jlondiste.operation.CompareTables;
import org.jlondiste.operation.Waiter;
import org.jlondiste.topology.LocalNode;
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
      description =
          "Give up waiting for the worker after so long, with exit code 6 (default:"
              + " ${DEFAULT-VALUE}).")
  private long timeout = 600;

  @Option(names = "--force", description = "Wait for the worker as long as it takes.")
  private boolean force;

  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public ExitCode run(CommandContext context) {
    NodeConfiguration node = context.node();
    NodeConfiguration.Comparison settings = node.comparison();
    CompareTables.Report report =
        new CompareTables(localNode(context), Waiter.sleeping(), context.handlers())
            .run(
                new CompareTables.Request(
                    tables,
                    new Method(
                        countOnly,
                        settings.query(),
                        settings.format(),
                        differences,
                        node.sourceEncoding()),
                    perTable,
                    force ? Optional.empty() : Optional.of(Duration.ofSeconds(timeout)),
                    settings.lockTimeout()));
    if (json.json()) {
      context.printJson(ComparisonJson.of(report));
    } else {
      ComparisonText.results(report).printTo(context.out());
      ComparisonText.differingRows(report).printTo(context.out());
    }
    return report.allSame() ? ExitCode.OK : ExitCode.DIFFERENT;
  }

  private static LocalNode localNode(CommandContext context) {
    NodeConfiguration node = context.node();
    return new LocalNode(
        node.queueName(),
        node.consumerName(),
        purpose -> context.databases().open(node.db(), purpose),
        context.remotes());
  }
}
