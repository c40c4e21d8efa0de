package org.jlondiste.operation;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jlondiste.error.StateError;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drops a queue that belongs to no node. */
public final class DropQueue {
  private static final Logger LOG = LoggerFactory.getLogger(DropQueue.class);
  private static final Sql DROP = Sql.of(DropQueue.class, "drop_queue.sql");
  private static final Sql WRITERS = Sql.of(DropQueue.class, "queue_writers.sql");

  private final Session session;

  public DropQueue(Session session) {
    this.session = session;
  }

  /**
   * Drops a queue with its events.
   *
   * @param force although there are consumers
   */
  public void run(String queue, boolean force) {
    QueueState state = new ShowQueues(session).queue(queue);
    if (state.node().isPresent()) {
      throw new StateError(
          "queue " + queue + " belongs to node " + state.node().get(),
          "'drop-node "
              + state.node().get()
              + "' takes the node out of its set, and its queue too");
    }
    List<String> writers =
        session.rows(WRITERS.with("queue", queue)).stream()
            .map(row -> row.text("table_name"))
            .toList();
    if (!writers.isEmpty()) {
      throw new StateError(
          "triggers write to queue " + queue + ", on " + String.join(", ", writers),
          "drop these triggers first: without the queue nobody could write to these tables");
    }
    List<QueueConsumer> consumers =
        new ShowQueues(session).consumers(Optional.of(queue), Optional.empty());
    if (!force && !consumers.isEmpty()) {
      throw new StateError(
          "queue "
              + queue
              + " has consumers: "
              + consumers.stream().map(QueueConsumer::name).collect(Collectors.joining(", ")),
          "--force takes them off with it");
    }
    session.row(DROP.with("queue", queue).with("force", force));
    LOG.info("Queue dropped: {}", queue);
  }
}
