package org.jlondiste.cli;

import org.jlondiste.error.ExitCode;
import org.jlondiste.operation.PauseWorker;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Pauses the node's worker. */
@Command(description = "Pause the node's worker, and wait until it has.")
final class PauseCommand implements CliCommand {
  @Mixin private final TimeoutOption timeout = new TimeoutOption();

  @Override
  public ExitCode run(CommandContext context) {
    new PauseWorker(context.session(), context.node().queueName(), timeout.patience()).run(true);
    return ExitCode.OK;
  }
}
