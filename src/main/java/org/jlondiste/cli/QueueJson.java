package org.jlondiste.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jlondiste.model.TickId;
import org.jlondiste.operation.QueueConsumer;
import org.jlondiste.operation.QueueState;
import org.jspecify.annotations.Nullable;

/** Queues and their consumers for programs. Names and meanings of its fields do not change. */
final class QueueJson {
  private QueueJson() {}

  static Map<String, @Nullable Object> of(QueueState state) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("database", state.database());
    object.put("queue_name", state.name());
    object.put("node", state.node().orElse(null));
    object.put("consumers", state.consumers());
    object.put("last_tick", state.lastTick().map(TickId::value).orElse(null));
    object.put("tick_age_seconds", seconds(state.tickAge()));
    object.put("events_per_second", state.eventsPerSecond().orElse(null));
    object.put("new_events", state.newEvents().orElse(null));
    object.put("event_tables", state.tables());
    object.put("current_event_table", state.currentTable());
    object.put("switched_seconds_ago", seconds(Optional.of(state.switchedAgo())));
    object.put("settings", settings(state.settings()));
    return object;
  }

  static Map<String, @Nullable Object> settings(QueueState.Settings settings) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("ticker_max_count", settings.maxCount());
    object.put("ticker_max_lag", settings.maxLag());
    object.put("ticker_idle_period", settings.idlePeriod());
    object.put("ticker_paused", settings.paused());
    object.put("rotation_period", settings.rotationPeriod());
    object.put("external_ticker", settings.externalTicker());
    return object;
  }

  static Map<String, @Nullable Object> of(QueueConsumer consumer) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("database", consumer.database());
    object.put("queue_name", consumer.queue());
    object.put("consumer_name", consumer.name());
    object.put("last_tick", consumer.lastTick().map(TickId::value).orElse(null));
    object.put("lag_seconds", seconds(consumer.lag()));
    object.put("pending_events", consumer.pendingEvents().orElse(null));
    object.put("last_seen_seconds_ago", seconds(consumer.lastSeen()));
    object.put("batch", consumer.batch().orElse(null));
    object.put("next_tick", consumer.nextTick().map(TickId::value).orElse(null));
    return object;
  }

  private static @Nullable Double seconds(Optional<Duration> duration) {
    return duration.map(time -> time.toMillis() / 1000.0).orElse(null);
  }
}
