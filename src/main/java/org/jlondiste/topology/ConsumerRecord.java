package org.jlondiste.topology;

import org.jlondiste.error.StateError;
import org.jlondiste.model.NodeType;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.BoundSql;
import org.jlondiste.postgres.Question;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jspecify.annotations.Nullable;

/**
 * What a node records about one consumer, usually its worker. Commands ask through {@link
 * #setPaused} and the like; the worker answers by {@link #setUptodate}.
 */
public final class ConsumerRecord {
  private static final Sql STATE = Sql.of(ConsumerRecord.class, "consumer_state.sql");
  private static final Sql STATE_AND_TICK =
      Sql.of(ConsumerRecord.class, "consumer_state_and_tick.sql");
  private static final Sql COMPLETED = Sql.of(ConsumerRecord.class, "set_consumer_completed.sql");
  private static final Sql ADVANCE = Sql.of(ConsumerRecord.class, "advance_consumer.sql");
  private static final Sql ERROR = Sql.of(ConsumerRecord.class, "set_consumer_error.sql");
  private static final Sql UPTODATE = Sql.of(ConsumerRecord.class, "set_consumer_uptodate.sql");
  private static final Sql PAUSED = Sql.of(ConsumerRecord.class, "set_consumer_paused.sql");
  private static final Sql REGISTER = Sql.of(ConsumerRecord.class, "register_consumer.sql");
  private static final Sql UNREGISTER = Sql.of(ConsumerRecord.class, "unregister_consumer.sql");
  private static final Sql PROVIDER = Sql.of(ConsumerRecord.class, "change_consumer_provider.sql");

  private final Session session;
  private final Calls calls;
  private final String queue;
  private final String consumer;

  public ConsumerRecord(Session session, String queue, String consumer) {
    this(session, "", queue, consumer);
  }

  /**
   * @param node name of the node behind the session, for messages; empty for the local one
   */
  public ConsumerRecord(Session session, String node, String queue, String consumer) {
    this.session = session;
    this.calls = new Calls(session, node);
    this.queue = queue;
    this.consumer = consumer;
  }

  /**
   * Where the consumer stands.
   *
   * @throws org.jlondiste.error.StateError if the node does not know queue or consumer
   */
  public ConsumerState state() {
    return session.answer(whereItStands());
  }

  /** What {@link #state} answers, as a question. */
  public Question<ConsumerState> whereItStands() {
    return new Question<>(about(STATE), rows -> read(rows.get(0)));
  }

  /**
   * Where the consumer stands.
   *
   * @param ticked a tick was due, and is made
   */
  public record Turn(ConsumerState state, boolean ticked) {}

  /** What {@link #state} answers; on a root that does not pause, makes a tick if one is due. */
  public Turn stateAndTick() {
    Row row = session.row(about(STATE_AND_TICK));
    return new Turn(read(row), row.optionalBigint("tick").isPresent());
  }

  private ConsumerState read(Row row) {
    calls.answer(row);
    return new ConsumerState(
        NodeType.parse(row.text("node_type")),
        row.text("node_name"),
        new TickId(row.bigint("completed_tick")),
        row.text("provider_node"),
        row.text("provider_location"),
        row.bool("paused"),
        row.bool("uptodate"),
        row.optionalText("cur_error"));
  }

  /** Notes that everything up to a tick is done. */
  public void setCompleted(TickId tick) {
    calls.quiet(about(COMPLETED).with("tick", tick.value()));
  }

  /**
   * Moves the position in the transaction under way, before the changes up to it are applied there:
   * whoever else does the same waits, and then fails.
   *
   * @throws StateError if the position is not where it is expected
   */
  public void advance(TickId from, TickId to) {
    long moved = session.update(about(ADVANCE).with("from", from.value()).with("to", to.value()));
    if (moved != 1) {
      throw new StateError(
          "consumer " + consumer + " is not at tick " + from + " any more",
          "another process works for the same node; it goes on by itself");
    }
  }

  /**
   * Keeps the consumer where it is until the transaction under way ends.
   *
   * @return false if it is not at the tick
   */
  public boolean keepAt(TickId tick) {
    return session.update(about(ADVANCE).with("from", tick.value()).with("to", tick.value())) == 1;
  }

  /** Notes what keeps the consumer from going on; null when nothing does any more. */
  public void setError(@Nullable String message) {
    calls.quiet(about(ERROR).with("message", message));
  }

  /** Notes that the consumer has seen what was asked of it. */
  public void setUptodate(boolean uptodate) {
    calls.quiet(about(UPTODATE).with("uptodate", uptodate));
  }

  /** Asks the consumer to pause or to go on. */
  public Answer setPaused(boolean paused) {
    return calls.announced(about(PAUSED).with("paused", paused));
  }

  /** Lets the node keep the position of this consumer; an earlier position is overwritten. */
  public Answer register(String providerNode, TickId completed) {
    return calls.announced(
        about(REGISTER).with("provider", providerNode).with("tick", completed.value()));
  }

  public Answer unregister() {
    return calls.announced(about(UNREGISTER));
  }

  /** Lets the consumer read from another node. */
  public Answer setProvider(String providerNode) {
    return calls.announced(about(PROVIDER).with("provider", providerNode));
  }

  private BoundSql about(Sql sql) {
    return sql.with("queue", queue).with("consumer", consumer);
  }
}
