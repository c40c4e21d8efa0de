package org.jlondiste.cli;

import org.jlondiste.error.ExitCode;
import org.jlondiste.operation.PauseWorker;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets the node's worker go on. */
@Command(description = "Let the node's paused worker go on, and wait until it does.")
final class ResumeCommand implements CliCommand {
  @Mixin private final TimeoutOption timeout = new TimeoutOption();

  @Override
  public ExitCode run(CommandContext context) {
    new PauseWorker(context.session(), context.node().queueName(), timeout.patience()).run(false);
    return ExitCode.OK;
  }
}
