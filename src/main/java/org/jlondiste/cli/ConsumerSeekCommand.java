package org.jlondiste.cli;

import org.jlondiste.error.ExitCode;
import org.jlondiste.operation.PlaceConsumer;
import org.jlondiste.operation.QueuePosition;
import org.jlondiste.postgres.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Moves a consumer to another tick. */
@Command(
    description = {
      "Let a consumer go on at another tick: events before it are passed over, or handed out again."
          + " Refused for those that nodes need. Stop the consumer first: a batch in its hands is"
          + " taken from it."
    })
final class ConsumerSeekCommand implements CliCommand {
  @Parameters(index = "0", paramLabel = "QUEUE", description = "Name of the queue.")
  private String queue = "";

  @Parameters(index = "1", paramLabel = "CONSUMER", description = "Name of the consumer.")
  private String consumer = "";

  @Parameters(
      index = "2",
      paramLabel = "TICK",
      description = "The number of a tick, or first or last for the ends of what the queue holds.")
  private String position = "";

  @Mixin private final DatabaseOption database = new DatabaseOption();

  @Override
  public ExitCode run(CommandContext context) {
    QueuePosition to = QueuePosition.parse(position);
    try (Session session = database.open(context)) {
      new PlaceConsumer(session, queue, consumer).seek(to);
    }
    return ExitCode.OK;
  }
}
