package org.jlondiste.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jlondiste.error.ExitCode;
import org.jlondiste.error.StateError;
import org.jlondiste.operation.QueueConsumer;
import org.jlondiste.operation.QueueState;
import org.jlondiste.operation.ShowQueues;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows how far consumers are. */
@Command(
    description = {
      "Show the consumers of queues: how far each is, and how many events it has yet to read. Ends"
          + " with 1 if a database did not answer."
    })
final class ConsumerStatusCommand implements CliCommand {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "QUEUE",
      description = "Name of a queue; default: all.")
  private @Nullable String queue;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "CONSUMER",
      description = "Name of a consumer; default: all.")
  private @Nullable String consumer;

  @Mixin private final DatabaseOption database = new DatabaseOption();

  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public ExitCode run(CommandContext context) {
    List<String> names = queue == null ? List.of() : List.of(queue);
    List<String> found = new ArrayList<>();
    List<QueueConsumer> consumers = new ArrayList<>();
    boolean all =
        database.each(
            context,
            session -> {
              ShowQueues queues = new ShowQueues(session);
              WantedQueues.of(queues, names).stream().map(QueueState::name).forEach(found::add);
              consumers.addAll(
                  queues.consumers(Optional.ofNullable(queue), Optional.ofNullable(consumer)));
            });
    WantedQueues.requireAll(names, found);
    if (consumer != null && consumers.isEmpty()) {
      throw new StateError(
          "there is no consumer " + consumer + " on queue " + queue,
          "'consumer status' lists those that are");
    }
    if (json.json()) {
      context.printJson(consumers.stream().map(QueueJson::of).toList());
    } else {
      QueueText.consumers(consumers).forEach(table -> table.printTo(context.out()));
    }
    return StatusCommand.exitCode(all);
  }
}
