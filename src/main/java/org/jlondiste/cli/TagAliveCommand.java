package org.jlondiste.cli;

import org.jlondiste.error.ExitCode;
import org.jlondiste.operation.Tagging;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tags a node as alive. */
@Command(
    description =
        "Tell all members that a node that was tagged as dead is there again. Ends with"
            + " 1 if a member could not be told.")
final class TagAliveCommand implements CliCommand {
  @Parameters(paramLabel = "NODE", description = "Name of the node.")
  private String name = "";

  @Override
  public ExitCode run(CommandContext context) {
    Tagging.Report report =
        new Tagging(context.session(), context.remotes(), context.node().queueName())
            .run(name, false);
    return report.failures().isEmpty() ? ExitCode.OK : ExitCode.DIFFERENT;
  }
}
