package org.jlondiste.cli;

import org.jlondiste.error.ExitCode;
import picocli.CommandLine.Command;

/** Works for a node, in the foreground or in the background. */
@Command(
    description =
        "Work for the node: a root ticks and publishes, other nodes copy tables and apply changes,"
            + " until stopped.")
final class WorkerCommand implements CliCommand {

  @Override
  public ExitCode run(CommandContext context) {
    return context.keepDoing(new WorkerDuty(context));
  }
}
