package org.jlondiste.topology;

import java.util.List;
import org.jlondiste.error.StateError;
import org.jlondiste.model.NodeType;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;

/**
 * The gate through which writers get into a root's queue: closed while the role of the root goes
 * over to another node.
 */
public final class QueueGate {
  private static final Sql LOCK = Sql.of(QueueGate.class, "lock_node_info.sql");
  private static final Sql STATE = Sql.of(QueueGate.class, "queue_gate.sql");
  private static final Sql REOPEN = Sql.of(QueueGate.class, "reopen_queue.sql");
  private static final Sql SETTLE = Sql.of(QueueGate.class, "settle_last_tick.sql");
  private static final Sql WRITERS = Sql.of(QueueGate.class, "event_table_writers.sql");
  private static final Sql WAKE = Sql.of(QueueGate.class, "wake_readers.sql");
  private static final Sql PASS = Sql.of(QueueGate.class, "write_while_closed.sql");

  private final Session session;
  private final String queue;

  public QueueGate(Session session, String queue) {
    this.session = session;
    this.queue = queue;
  }

  /**
   * Keeps everybody else from changing the node's role, until the transaction under way ends; when
   * that is committed it is so for good, whatever the database is used to.
   */
  public NodeType lock() {
    if (session.inTransaction()) {
      session.execute("set local synchronous_commit = on");
    }
    return session
        .optionalRow(LOCK.with("queue", queue))
        .map(row -> NodeType.parse(row.text("node_type")))
        .orElseThrow(
            () -> new StateError(session.target() + " holds no node of queue " + queue, ""));
  }

  /** True if nobody but a worker can write into the queue. */
  public boolean isClosed() {
    return session
        .optionalRow(STATE.with("queue", queue))
        .map(row -> row.bool("closed"))
        .orElse(false);
  }

  /** Lets writers in again: the node stays the root. */
  public void reopen() {
    session.update(REOPEN.with("queue", queue));
  }

  /** Makes the last tick true for writers that come now; in one transaction with their coming. */
  public void settleLastTick() {
    session.rows(SETTLE.with("queue", queue));
  }

  /** Lets those that wait for ticks of the queue look whether something else has changed. */
  public void wakeReaders() {
    session.update(WAKE.bound());
  }

  /** The server processes that have written in transactions that are still open. */
  public List<String> writers() {
    return session.rows(WRITERS.with("queue", queue)).stream()
        .map((Row row) -> row.text("process"))
        .toList();
  }

  /** Publishes how far the sequences are, although the gate is closed. */
  public void publishSequences() {
    session.transactionally(
        () -> {
          session.rows(PASS.bound());
          new Sequences(session, queue).publish();
        });
  }
}
