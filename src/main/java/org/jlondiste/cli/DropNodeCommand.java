package org.jlondiste.cli;

import org.jlondiste.error.ExitCode;
import org.jlondiste.operation.DropNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes a node out of its set. */
@Command(
    description =
        "Take a node out of its set. Its tables and rows stay; its triggers, positions and queue"
            + " go. Works for nodes out of reach, too; ends with 1 if a member could not be told.")
final class DropNodeCommand implements CliCommand {
  @Parameters(paramLabel = "NAME", description = "Name of the node.")
  private String name = "";

  @Override
  public ExitCode run(CommandContext context) {
    DropNode.Report report =
        new DropNode(context.session(), context.remotes(), context.node().queueName()).run(name);
    return report.failures().isEmpty() ? ExitCode.OK : ExitCode.DIFFERENT;
  }
}
