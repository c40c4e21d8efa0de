package org.jlondiste.cli;

import org.jlondiste.compare.Method;
import org.jlondiste.config.NodeConfiguration;
import org.jlondiste.error.ExitCode;
import org.jlondiste.operation.CompareTables;
import org.jlondiste.operation.Waiter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells whether tables hold the same rows as on the root, and where not. */
@Command(
    description = {
      "Compare tables of this node with those of the root, row by row, both as of the same tick."
          + " Nobody is kept from writing; this node's worker must run, and waits at that tick for"
          + " a moment.",
      "All tables given are seen as of one tick, and both databases keep what is seen until the"
          + " last table is done; --per-table keeps it for one table at a time. Where the servers"
          + " have no room for so many locks, groups of tables are seen together.",
      "Exit status: 0 if all are the same, 1 if one differs or could not be compared."
    })
final class CompareCommand implements CliCommand {
  @Mixin private final PairOptions pairs = new PairOptions();

  @Option(names = "--count-only", description = "Only count the rows.")
  private boolean countOnly;

  @Option(
      names = "--differences",
      paramLabel = "N",
      description = "Name so many differing rows of a table (default: ${DEFAULT-VALUE}).")
  private int differences = 10;

  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public ExitCode run(CommandContext context) {
    NodeConfiguration node = context.node();
    NodeConfiguration.Comparison settings = node.comparison();
    CompareTables.Report report =
        new CompareTables(context.localNode(), Waiter.sleeping(), context.handlers())
            .run(
                new CompareTables.Request(
                    pairs.tables(),
                    new Method(
                        countOnly,
                        settings.query(),
                        settings.format(),
                        differences,
                        node.sourceEncoding()),
                    pairs.perTable(),
                    pairs.limit(),
                    settings.lockTimeout()));
    if (json.json()) {
      context.printJson(ComparisonJson.of(report));
    } else {
      ComparisonText.results(report).printTo(context.out());
      ComparisonText.differingRows(report).printTo(context.out());
    }
    return report.allSame() ? ExitCode.OK : ExitCode.DIFFERENT;
  }
}
