package org.jlondiste.cli;

import org.jlondiste.error.ExitCode;
import org.jlondiste.operation.CreateQueue;
import org.jlondiste.postgres.Session;
import org.jlondiste.schema.Installer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes a queue. */
@Command(
    description = {
      "Make a queue for consumers of your own; nothing is replicated through it. The schemas are"
          + " installed if the database has no queues yet. A queue that is there stays as it is."
    })
final class QueueCreateCommand implements CliCommand {
  @Parameters(index = "0", paramLabel = "QUEUE", description = "Name of the queue.")
  private String queue = "";

  @Mixin private final DatabaseOption database = new DatabaseOption();

  @Override
  public ExitCode run(CommandContext context) {
    try (Session session = database.open(context)) {
      new CreateQueue(session, fresh -> new Installer(fresh).install()).run(queue);
    }
    return ExitCode.OK;
  }
}
