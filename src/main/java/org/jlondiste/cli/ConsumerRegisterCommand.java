package org.jlondiste.cli;

import org.jlondiste.error.ExitCode;
import org.jlondiste.operation.PlaceConsumer;
import org.jlondiste.operation.QueuePosition;
import org.jlondiste.postgres.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Registers a consumer. */
@Command(
    description = {"Let a consumer read from a queue. One that does so already stays where it is."})
final class ConsumerRegisterCommand implements CliCommand {
  @Parameters(index = "0", paramLabel = "QUEUE", description = "Name of the queue.")
  private String queue = "";

  @Parameters(index = "1", paramLabel = "CONSUMER", description = "Name of the consumer.")
  private String consumer = "";

  @Option(
      names = "--at",
      paramLabel = "TICK",
      description =
          "Where it begins: the number of a tick, first for all that is still there, or last for"
              + " nothing but what comes. Default: last.")
  private String position = "last";

  @Mixin private final DatabaseOption database = new DatabaseOption();

  @Override
  public ExitCode run(CommandContext context) {
    QueuePosition at = QueuePosition.parse(position);
    try (Session session = database.open(context)) {
      new PlaceConsumer(session, queue, consumer).register(at);
    }
    return ExitCode.OK;
  }
}
