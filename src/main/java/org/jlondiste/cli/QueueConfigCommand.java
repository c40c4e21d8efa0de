package org.jlondiste.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jlondiste.error.ExitCode;
import org.jlondiste.operation.ConfigureQueue;
import org.jlondiste.operation.QueueState;
import org.jlondiste.postgres.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows and changes the settings of a queue. */
@Command(
    description = {
      "Change settings of a queue, or show them if none is given: ticker_max_count, ticker_max_lag,"
          + " ticker_idle_period, ticker_paused, rotation_period, external_ticker. All that are"
          + " given are changed, or none."
    })
final class QueueConfigCommand implements CliCommand {
  @Parameters(index = "0", paramLabel = "QUEUE", description = "Name of the queue.")
  private String queue = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "KEY=VALUE",
      description = "A setting and its new value, as in ticker_max_lag='1 s'.")
  private Map<String, String> changes = new LinkedHashMap<>();

  @Mixin private final DatabaseOption database = new DatabaseOption();

  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public ExitCode run(CommandContext context) {
    QueueState state;
    try (Session session = database.open(context)) {
      state = new ConfigureQueue(session).run(queue, changes);
    }
    if (json.json()) {
      context.printJson(QueueJson.settings(state.settings()));
    } else if (changes.isEmpty()) {
      QueueText.settings(state).printTo(context.out());
    }
    return ExitCode.OK;
  }
}
