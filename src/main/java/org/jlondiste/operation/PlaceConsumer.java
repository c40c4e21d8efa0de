package org.jlondiste.operation;

import java.util.List;
import java.util.Optional;
import org.jlondiste.error.StateError;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.queue.Subscription;
import org.jlondiste.topology.Nodes;
import org.jlondiste.topology.Subscriber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a consumer of others at a place of a queue, or takes it off. Those that nodes and their
 * copies need are left alone: a node whose place is moved would miss rows.
 */
public final class PlaceConsumer {
  private static final Logger LOG = LoggerFactory.getLogger(PlaceConsumer.class);
  private static final Sql SPAN = Sql.of(PlaceConsumer.class, "queue_span.sql");
  private static final String COPY = ".copy.";

  private final Session session;
  private final String queue;
  private final String consumer;

  public PlaceConsumer(Session session, String queue, String consumer) {
    this.session = session;
    this.queue = queue;
    this.consumer = consumer;
  }

  /**
   * Lets the consumer read from the queue; one that does so already stays where it is.
   *
   * @return false if it did already
   */
  public boolean register(QueuePosition position) {
    ShowQueues queues = new ShowQueues(session);
    queues.queue(queue);
    Optional<QueueConsumer> known = find(queues);
    if (known.isPresent()) {
      LOG.info("Consumer {} is registered on queue {} already", consumer, queue);
      return false;
    }
    TickId tick = resolve(position);
    refuseNodes();
    new Subscription(session, queue, consumer).registerAt(tick);
    LOG.info("Consumer {} registered on queue {} at tick {}", consumer, queue, tick);
    return true;
  }

  /** Lets the consumer go on at another tick, before or behind where it is. */
  public void seek(QueuePosition position) {
    QueueConsumer known = require();
    TickId tick = resolve(position);
    refuseNodes();
    Optional<Long> before = known.lastTick().flatMap(this::eventsAt);
    Optional<Long> after = eventsAt(tick);
    known
        .batch()
        .ifPresent(batch -> LOG.warn("Batch {} was in its hands: it is taken from it", batch));
    new Subscription(session, queue, consumer).registerAt(tick);
    LOG.info(
        "Consumer {} of queue {}: tick {} -> {}{}",
        consumer,
        queue,
        known.lastTick().map(TickId::toString).orElse("(none)"),
        tick,
        before.flatMap(from -> after.map(to -> words(to - from))).orElse(""));
  }

  /**
   * Lets the consumer no longer read from the queue.
   *
   * @param force although it belongs to the copy of a table
   * @return false if it did not
   */
  public boolean unregister(boolean force) {
    ShowQueues queues = new ShowQueues(session);
    queues.queue(queue);
    if (find(queues).isEmpty()) {
      LOG.info("Consumer {} is not registered on queue {}", consumer, queue);
      return false;
    }
    if (!force || !isOfCopy()) {
      refuseNodes();
    }
    new Subscription(session, queue, consumer).unregister();
    LOG.info("Consumer {} unregistered from queue {}", consumer, queue);
    return true;
  }

  private QueueConsumer require() {
    ShowQueues queues = new ShowQueues(session);
    queues.queue(queue);
    return find(queues)
        .orElseThrow(
            () ->
                new StateError(
                    "consumer " + consumer + " is not registered on queue " + queue,
                    "'consumer status' lists those that are, 'consumer register' adds one"));
  }

  private Optional<QueueConsumer> find(ShowQueues queues) {
    return queues.consumers(Optional.of(queue), Optional.of(consumer)).stream().findFirst();
  }

  private boolean isOfCopy() {
    return consumer.contains(COPY);
  }

  private void refuseNodes() {
    Nodes nodes = new Nodes(session);
    if (nodes.info(queue).isEmpty()) {
      return;
    }
    List<Subscriber> subscribers = nodes.subscribers(queue);
    for (Subscriber subscriber : subscribers) {
      if (subscriber.workerName().equals(consumer)) {
        throw new StateError(
            "consumer " + consumer + " is the worker of node " + subscriber.name(),
            "it keeps its place itself; 'drop-node " + subscriber.name() + "' takes the node out");
      }
    }
    if (consumer.startsWith(".")) {
      throw new StateError(
          "consumer " + consumer + " keeps events for nodes of the set",
          "it is moved by them, and goes with them");
    }
    if (isOfCopy()) {
      throw new StateError(
          "consumer " + consumer + " belongs to the copy of a table",
          "it goes when the copy is done or its table is removed; if its node is gone for good,"
              + " 'consumer unregister --force' takes it off");
    }
  }

  private TickId resolve(QueuePosition position) {
    Row span = span(position.tick());
    TickId first = new TickId(span.optionalBigint("first_tick").orElseThrow(this::noTicks));
    TickId last = new TickId(span.optionalBigint("last_tick").orElseThrow(this::noTicks));
    if (position.tick().isEmpty()) {
      return position.end() == QueuePosition.End.FIRST ? first : last;
    }
    TickId tick = position.tick().get();
    if (span.optionalBigint("event_count").isEmpty()) {
      throw new StateError(
          "queue " + queue + " has no tick " + tick,
          "it holds ticks from " + first + " to " + last + ", not necessarily each number");
    }
    return tick;
  }

  private StateError noTicks() {
    return new StateError("queue " + queue + " has no ticks", "run a ticker for it");
  }

  private Optional<Long> eventsAt(TickId tick) {
    return span(Optional.of(tick)).optionalBigint("event_count");
  }

  private Row span(Optional<TickId> tick) {
    return session.row(
        SPAN.with("queue", queue).with("tick", tick.map(TickId::value).orElse(null)));
  }

  private static String words(long events) {
    if (events == 0) {
      return "";
    }
    return events > 0
        ? ", " + events + " events passed over"
        : ", " + -events + " events to be handed out again";
  }
}
