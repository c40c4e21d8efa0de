package org.jlondiste.cli;

import java.util.Optional;
import org.jlondiste.error.ExitCode;
import org.jlondiste.error.UsageError;
import org.jlondiste.operation.TickQueue;
import org.jlondiste.postgres.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes a tick. */
@Command(
    description = {
      "Make a tick at once, so that everything committed until now can be read, and print its"
          + " number."
    })
final class TickCommand implements CliCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "QUEUE",
      description = "Name of the queue. Default: queue_name of a node's INI file.")
  private @Nullable String queue;

  @Mixin private final DatabaseOption database = new DatabaseOption();

  @Override
  public ExitCode run(CommandContext context) {
    String meant =
        Optional.ofNullable(queue)
            .or(() -> DatabaseOption.ownQueue(context))
            .orElseThrow(() -> new UsageError("command 'tick' needs QUEUE", "see 'help tick'"));
    try (Session session = database.open(context)) {
      context.out().println(new TickQueue(session).run(meant));
    }
    return ExitCode.OK;
  }
}
