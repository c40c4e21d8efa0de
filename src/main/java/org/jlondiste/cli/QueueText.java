package org.jlondiste.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jlondiste.model.TickId;
import org.jlondiste.operation.QueueConsumer;
import org.jlondiste.operation.QueueState;
import org.jspecify.annotations.Nullable;

/** Queues and their consumers for people: a table for each database. */
final class QueueText {
  private QueueText() {}

  static List<TextTable> states(List<QueueState> states) {
    Map<String, TextTable> tables = new LinkedHashMap<>();
    for (QueueState state : states) {
      tables
          .computeIfAbsent(
              state.database(),
              database ->
                  new TextTable(
                      "Queues of " + database,
                      "queue_name",
                      "node",
                      "last_tick",
                      "tick_age",
                      "ticks",
                      "events/s",
                      "new_events",
                      "consumers"))
          .row(
              state.name(),
              state.node().orElse(null),
              state.lastTick().map(TickId::value).orElse(null),
              age(state.tickAge()),
              ticks(state.settings()),
              state
                  .eventsPerSecond()
                  .map(rate -> String.format(Locale.ROOT, "%.1f", rate))
                  .orElse(null),
              state.newEvents().orElse(null),
              state.consumers());
    }
    return List.copyOf(tables.values());
  }

  static List<TextTable> consumers(List<QueueConsumer> consumers) {
    Map<String, TextTable> tables = new LinkedHashMap<>();
    for (QueueConsumer consumer : consumers) {
      tables
          .computeIfAbsent(
              consumer.database(),
              database ->
                  new TextTable(
                      "Consumers of " + database,
                      "queue_name",
                      "consumer_name",
                      "last_tick",
                      "lag",
                      "pending_events",
                      "last_seen",
                      "batch"))
          .row(
              consumer.queue(),
              consumer.name(),
              consumer.lastTick().map(TickId::value).orElse(null),
              age(consumer.lag()),
              consumer.pendingEvents().orElse(null),
              age(consumer.lastSeen()),
              consumer.batch().orElse(null));
    }
    return List.copyOf(tables.values());
  }

  static TextTable settings(QueueState state) {
    TextTable table = new TextTable("Settings of queue " + state.name(), "setting", "value");
    QueueJson.settings(state.settings()).forEach((setting, value) -> table.row(setting, value));
    return table;
  }

  private static String ticks(QueueState.Settings settings) {
    if (settings.externalTicker()) {
      return "from elsewhere";
    }
    return settings.paused() ? "paused" : "on";
  }

  private static @Nullable String age(Optional<Duration> age) {
    return age.map(StatusLines::text).orElse(null);
  }
}
