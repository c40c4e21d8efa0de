package org.jlondiste.operation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jlondiste.error.StateError;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.postgres.catalog.Relations;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;

/** Tells how the queues of a database are, and how far those who read from them. */
public final class ShowQueues {
  private static final TableName QUEUES = new TableName("pgq", "queue");
  private static final Sql STATES = Sql.of(ShowQueues.class, "queue_states.sql");
  private static final Sql CONSUMERS = Sql.of(ShowQueues.class, "consumer_states.sql");

  private final Session session;

  public ShowQueues(Session session) {
    this.session = session;
  }

  /** Whether the database can have queues at all. */
  public boolean isInstalled() {
    return Relations.exist(session, QUEUES);
  }

  /** All queues by name; none where there can be none. */
  public List<QueueState> queues() {
    return isInstalled()
        ? session.rows(STATES.with("queue", null)).stream().map(this::state).toList()
        : List.of();
  }

  /** One queue; none if there is no such. */
  public Optional<QueueState> find(String queue) {
    return isInstalled()
        ? session.optionalRow(STATES.with("queue", queue)).map(this::state)
        : Optional.empty();
  }

  /**
   * One queue.
   *
   * @throws StateError if there is no such
   */
  public QueueState queue(String queue) {
    return find(queue)
        .orElseThrow(
            () ->
                new StateError(
                    "there is no queue " + queue + " in " + session.target(),
                    "'queue status' lists those that are, 'queue create' makes one"));
  }

  /**
   * Consumers by queue and name.
   *
   * @param queue none for all queues
   * @param consumer none for all consumers
   */
  public List<QueueConsumer> consumers(Optional<String> queue, Optional<String> consumer) {
    return isInstalled()
        ? session
            .rows(
                CONSUMERS.with("queue", queue.orElse(null)).with("consumer", consumer.orElse(null)))
            .stream()
            .map(ShowQueues::consumer)
            .toList()
        : List.of();
  }

  private QueueState state(Row row) {
    String name = row.text("queue_name");
    return new QueueState(
        row.text("database_name"),
        name,
        new Nodes(session).info(name).map(NodeInfo::name),
        row.bigint("consumers"),
        row.optionalBigint("last_tick").map(TickId::new),
        row.optionalReal("tick_age").map(ShowQueues::age),
        row.optionalReal("events_per_second"),
        row.optionalBigint("new_events"),
        row.integer("tables"),
        row.integer("current_table"),
        age(row.real("switched_ago")),
        new QueueState.Settings(
            row.bool("external_ticker"),
            row.bool("ticker_paused"),
            row.bigint("ticker_max_count"),
            row.text("ticker_max_lag"),
            row.text("ticker_idle_period"),
            row.text("rotation_period")));
  }

  private static QueueConsumer consumer(Row row) {
    return new QueueConsumer(
        row.text("database_name"),
        row.text("queue_name"),
        row.text("consumer_name"),
        row.optionalBigint("last_tick").map(TickId::new),
        row.optionalReal("lag").map(ShowQueues::age),
        row.optionalReal("last_seen").map(ShowQueues::age),
        row.optionalBigint("batch"),
        row.optionalBigint("next_tick").map(TickId::new),
        row.optionalBigint("pending_events"));
  }

  /** Clocks that were set back make no age negative. */
  private static Duration age(double seconds) {
    return Duration.ofMillis(Math.round(Math.max(0, seconds) * 1000));
  }
}
