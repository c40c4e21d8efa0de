package org.jlondiste.cli;

import java.util.ArrayList;
import java.util.List;
import org.jlondiste.config.NodeConfiguration;
import org.jlondiste.error.ExitCode;
import org.jlondiste.operation.RemoveTables;
import org.jlondiste.operation.Waiter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets the node no longer replicate tables. */
@Command(
    description =
        "Let the node no longer replicate tables; on the root they leave the whole set. The tables"
            + " and their rows stay. Ends with 1 if a table was locked all the time.")
final class RemoveTableCommand implements CliCommand {
  @Parameters(arity = "0..*", paramLabel = "TABLE", description = "Names or patterns.")
  private List<String> words = new ArrayList<>();

  @Option(names = "--all", description = "All tables that the node replicates, if none is named.")
  private boolean all;

  @Override
  public ExitCode run(CommandContext context) {
    NodeConfiguration node = context.node();
    RemoveTables.Report report =
        new RemoveTables(
                context.session(),
                context.remotes(),
                node.queueName(),
                Waiter.sleeping(),
                node.comparison().lockTimeout())
            .run(words, all);
    return report.leftOut().isEmpty() ? ExitCode.OK : ExitCode.DIFFERENT;
  }
}
