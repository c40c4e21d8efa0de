package org.jlondiste.cli;

import org.jlondiste.error.ExitCode;
import org.jlondiste.operation.WaitForTick;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Waits until the node has what its root had. */
@Command(
    description =
        "Wait until the node has everything that was committed on its root when the command was"
            + " given. Ends with 1 if a table has stopped or is still being copied.")
final class WaitRootCommand implements CliCommand {
  @Mixin private final TimeoutOption timeout = new TimeoutOption();

  @Override
  public ExitCode run(CommandContext context) {
    WaitForTick.Report report =
        new WaitForTick(
                context.session(),
                context.remotes(),
                context.node().queueName(),
                timeout.patience())
            .forRoot();
    return report.complete() ? ExitCode.OK : ExitCode.DIFFERENT;
  }
}
