package org.jlondiste.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jlondiste.error.ExitCode;
import org.jlondiste.model.TickId;
import org.jlondiste.operation.SetConsumer;
import org.jlondiste.operation.ShowConsumers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows who reads from whom, as one node knows it. */
@Command(
    description =
        "Show the consumers of the node: its worker and its copies, and all that read its queue,"
            + " with what each is for, how far it is, and whether events are kept for it that it is"
            + " time to throw away.")
final class ShowConsumersCommand implements CliCommand {
  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public ExitCode run(CommandContext context) {
    String queue = context.node().queueName();
    ShowConsumers.Report report = new ShowConsumers(context.session(), queue).run();
    if (json.json()) {
      context.printJson(report.consumers().stream().map(ShowConsumersCommand::asObject).toList());
    } else {
      text(report, queue).printTo(context.out());
    }
    return ExitCode.OK;
  }

  private static TextTable text(ShowConsumers.Report report, String queue) {
    TextTable text =
        new TextTable(
            "Consumers on " + report.node() + "@" + queue,
            "consumer_name",
            "reads_from",
            "last_tick",
            "lag",
            "pending_events",
            "purpose",
            "state");
    for (SetConsumer consumer : report.consumers()) {
      text.row(
          consumer.name(),
          consumer.readsFrom(),
          consumer.lastTick().map(TickId::value).orElse(null),
          consumer.lag().map(StatusLines::text).orElse(null),
          consumer.pendingEvents().orElse(null),
          consumer.purpose().orElse(null),
          state(consumer));
    }
    return text;
  }

  private static String state(SetConsumer consumer) {
    List<String> words = new ArrayList<>();
    if (consumer.holdsEvents()) {
      words.add("HOLDS EVENTS");
    }
    if (consumer.paused().orElse(false)) {
      words.add("PAUSED");
    }
    if (!consumer.uptodate().orElse(true)) {
      words.add("NOT UPTODATE");
    }
    consumer.error().ifPresent(error -> words.add("ERR: " + StatusLines.firstLine(error)));
    return String.join(", ", words);
  }

  private static Map<String, @Nullable Object> asObject(SetConsumer consumer) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("consumer_name", consumer.name());
    object.put("purpose", consumer.purpose().orElse(null));
    object.put("reads_from", consumer.readsFrom());
    object.put("last_tick", consumer.lastTick().map(TickId::value).orElse(null));
    object.put("lag_seconds", seconds(consumer.lag()));
    object.put("pending_events", consumer.pendingEvents().orElse(null));
    object.put("last_seen_seconds_ago", seconds(consumer.lastSeen()));
    object.put("paused", consumer.paused().orElse(null));
    object.put("uptodate", consumer.uptodate().orElse(null));
    object.put("error", consumer.error().orElse(null));
    object.put("holds_events", consumer.holdsEvents());
    return object;
  }

  private static @Nullable Double seconds(Optional<Duration> duration) {
    return duration.map(time -> time.toMillis() / 1000.0).orElse(null);
  }
}
