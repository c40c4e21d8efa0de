package org.jlondiste.cli;

import org.jlondiste.error.ExitCode;
import org.jlondiste.operation.PlaceConsumer;
import org.jlondiste.postgres.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a consumer off a queue. */
@Command(
    description = {
      "Let a consumer no longer read from a queue, so that its events need not be kept for it."
          + " Refused for those that nodes need."
    })
final class ConsumerUnregisterCommand implements CliCommand {
  @Parameters(index = "0", paramLabel = "QUEUE", description = "Name of the queue.")
  private String queue = "";

  @Parameters(index = "1", paramLabel = "CONSUMER", description = "Name of the consumer.")
  private String consumer = "";

  @Option(names = "--force", description = "Although it belongs to the copy of a table.")
  private boolean force;

  @Mixin private final DatabaseOption database = new DatabaseOption();

  @Override
  public ExitCode run(CommandContext context) {
    try (Session session = database.open(context)) {
      new PlaceConsumer(session, queue, consumer).unregister(force);
    }
    return ExitCode.OK;
  }
}
