package org.jlondiste.cli;

import org.jlondiste.error.ExitCode;
import org.jlondiste.operation.DropQueue;
import org.jlondiste.postgres.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Drops a queue. */
@Command(
    description = {
      "Drop a queue with its events. Refused while it belongs to a node, or while triggers write to"
          + " it."
    })
final class QueueDropCommand implements CliCommand {
  @Parameters(index = "0", paramLabel = "QUEUE", description = "Name of the queue.")
  private String queue = "";

  @Option(names = "--force", description = "Although there are consumers.")
  private boolean force;

  @Mixin private final DatabaseOption database = new DatabaseOption();

  @Override
  public ExitCode run(CommandContext context) {
    try (Session session = database.open(context)) {
      new DropQueue(session).run(queue, force);
    }
    return ExitCode.OK;
  }
}
