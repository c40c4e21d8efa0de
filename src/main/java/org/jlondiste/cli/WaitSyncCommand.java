package org.jlondiste.cli;

import org.jlondiste.error.ExitCode;
import org.jlondiste.operation.WaitForSync;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Waits until all tables of the node are in sync. */
@Command(
    description =
        "Wait until all tables that the node replicates are in sync. On a terminal it shows how far"
            + " each copy is. Does not wait for tables that have stopped, but ends with 1 if there"
            + " are any.")
final class WaitSyncCommand implements CliCommand {
  @Mixin private final TimeoutOption timeout = new TimeoutOption();

  @Override
  public ExitCode run(CommandContext context) {
    WaitForSync.Report report =
        new WaitForSync(
                context.session(),
                context.node().queueName(),
                timeout.patience(),
                ProgressBars.on(context.console()))
            .run();
    return report.stopped().isEmpty() ? ExitCode.OK : ExitCode.DIFFERENT;
  }
}
