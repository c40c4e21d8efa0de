package org.jlondiste.cli;

import org.jlondiste.compare.Method;
import org.jlondiste.config.NodeConfiguration;
import org.jlondiste.error.ExitCode;
import org.jlondiste.error.UsageError;
import org.jlondiste.operation.CompareCascade;
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
      "Of a table into which several queues are merged, each row of this queue must be here as it"
          + " is there; rows that only this node has are not looked at.",
      "Exit status: 0 if all are the same, 1 if one differs or could not be compared; with"
          + " --cascade also if a node could not be reached."
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

  @Option(
      names = "--skip-non-insert",
      description =
          "Only rows that this node lacks count, not those that differ or that only it has. Rows are"
              + " told apart by their keys, or where there is none by all columns.")
  private boolean missingOnly;

  @Option(
      names = "--cascade",
      description =
          "Compare with the provider instead of the root, and then each node below with its own"
              + " provider. On the root, compare the nodes below. Nodes need not have all tables that"
              + " are named; --timeout is for each of them.")
  private boolean cascade;

  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public ExitCode run(CommandContext context) {
    NodeConfiguration node = context.node();
    if (missingOnly && countOnly) {
      throw new UsageError(
          "--count-only does not show which rows are missing", "leave out --skip-non-insert");
    }
    NodeConfiguration.Comparison settings = node.comparison();
    CompareTables.Request request =
        new CompareTables.Request(
            pairs.tables(),
            new Method(
                countOnly,
                settings.query(),
                settings.format(),
                differences,
                node.sourceEncoding(),
                missingOnly),
            pairs.perTable(),
            pairs.limit(),
            settings.lockTimeout());
    boolean same = cascade ? cascade(context, request) : thisNode(context, request);
    return same ? ExitCode.OK : ExitCode.DIFFERENT;
  }

  private boolean thisNode(CommandContext context, CompareTables.Request request) {
    CompareTables.Report report =
        new CompareTables(context.localNode(), Waiter.sleeping(), context.handlers()).run(request);
    if (json.json()) {
      context.printJson(ComparisonJson.of(report));
    } else {
      ComparisonText.print(report, context.out());
    }
    return report.allSame();
  }

  private boolean cascade(CommandContext context, CompareTables.Request request) {
    CompareCascade.Report report =
        new CompareCascade(context.localNode(), Waiter.sleeping(), context.handlers()).run(request);
    if (json.json()) {
      context.printJson(ComparisonJson.of(report));
    } else {
      ComparisonText.print(report, context.out());
    }
    return report.allSame();
  }
}
