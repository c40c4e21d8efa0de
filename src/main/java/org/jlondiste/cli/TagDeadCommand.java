package org.jlondiste.cli;

import org.jlondiste.error.ExitCode;
import org.jlondiste.operation.Tagging;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tags a node as dead. */
@Command(
    description =
        "Tell all members that a node is out of reach for good, so that nobody asks it"
            + " any more. Ends with 1 if a member could not be told.")
final class TagDeadCommand implements CliCommand {
  @Parameters(paramLabel = "NODE", description = "Name of the node.")
  private String name = "";

  @Override
  public ExitCode run(CommandContext context) {
    Tagging.Report report =
        new Tagging(context.session(), context.remotes(), context.node().queueName())
            .run(name, true);
    return report.failures().isEmpty() ? ExitCode.OK : ExitCode.DIFFERENT;
  }
}
