package org.jlondiste.cli;

import java.util.ArrayList;
import java.util.List;
import org.jlondiste.error.ExitCode;
import org.jlondiste.operation.QueueState;
import org.jlondiste.operation.ShowQueues;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows how queues are. */
@Command(
    description = {
      "Show queues: their ticks, how many events come a second and how many wait for the next tick,"
          + " and their consumers. Ends with 1 if a database did not answer."
    })
final class QueueStatusCommand implements CliCommand {
  @Parameters(arity = "0..*", paramLabel = "QUEUE", description = "Names of queues; default: all.")
  private List<String> names = new ArrayList<>();

  @Mixin private final DatabaseOption database = new DatabaseOption();

  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public ExitCode run(CommandContext context) {
    List<QueueState> states = new ArrayList<>();
    boolean all =
        database.each(
            context, session -> states.addAll(WantedQueues.of(new ShowQueues(session), names)));
    WantedQueues.requireAll(names, states.stream().map(QueueState::name).toList());
    if (json.json()) {
      context.printJson(states.stream().map(QueueJson::of).toList());
    } else {
      QueueText.states(states).forEach(table -> table.printTo(context.out()));
    }
    return StatusCommand.exitCode(all);
  }
}
