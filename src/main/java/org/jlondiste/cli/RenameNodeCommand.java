package org.jlondiste.cli;

import org.jlondiste.error.ExitCode;
import org.jlondiste.operation.RenameNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Gives a node another name. */
@Command(
    description =
        "Give a node of the set another name, on all members. Its worker stands still meanwhile."
            + " Ends with 1 if a member could not be told; then give the command again.")
final class RenameNodeCommand implements CliCommand {
  @Parameters(index = "0", paramLabel = "OLD", description = "The name it has.")
  private String before = "";

  @Parameters(index = "1", paramLabel = "NEW", description = "The name it is to have.")
  private String after = "";

  @Mixin private final TimeoutOption timeout = new TimeoutOption();

  @Override
  public ExitCode run(CommandContext context) {
    RenameNode.Report report =
        new RenameNode(
                context.session(),
                context.remotes(),
                context.node().queueName(),
                timeout.patience())
            .run(before, after);
    return report.failures().isEmpty() ? ExitCode.OK : ExitCode.DIFFERENT;
  }
}
