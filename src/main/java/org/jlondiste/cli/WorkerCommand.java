package org.jlondiste.cli;

import org.jlondiste.error.ExitCode;
import org.jlondiste.error.UsageError;
import org.jlondiste.operation.PlaceWorker;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Works for a node, in the foreground or in the background. */
@Command(
    description =
        "Work for the node: a root ticks and publishes, other nodes copy tables and apply changes,"
            + " until stopped.")
final class WorkerCommand implements CliCommand {
  @Option(
      names = "--rewind",
      description =
          "Do not work: let the provider offer the changes since the tick that this node has"
              + " reached. For when the provider's position is lost.")
  private boolean rewind;

  @Option(
      names = "--reset",
      description =
          "Do not work: take it that this node has all up to where the provider offers changes."
              + " Nothing is applied; copy the tables afterwards.")
  private boolean reset;

  @Override
  public ExitCode run(CommandContext context) {
    if (rewind && reset) {
      throw new UsageError("--rewind and --reset exclude each other", "give one of them");
    }
    if (!rewind && !reset) {
      return context.keepDoing(new WorkerDuty(context));
    }
    PlaceWorker place =
        new PlaceWorker(context.session(), context.remotes(), context.node().queueName());
    if (rewind) {
      place.rewind();
    } else {
      place.reset();
    }
    return ExitCode.OK;
  }
}
