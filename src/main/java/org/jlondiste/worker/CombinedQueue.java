package org.jlondiste.worker;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jlondiste.error.StateError;
import org.jlondiste.model.NodeType;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.topology.ReplicatedTable;

/**
 * The queue of this database that a merge leaf feeds. On its root all that the leaf's worker and
 * its copies write is captured for it, and what is captured says how far the leaf has come. On a
 * branch the same rows arrive through that queue; a leaf there only keeps the place for the day on
 * which the branch becomes the root.
 *
 * <p>For one thread.
 */
final class CombinedQueue {
  private static final Sql TYPE = Sql.of(CombinedQueue.class, "combined_type.sql");
  private static final Sql SETTLE = Sql.of(CombinedQueue.class, "settle_fed_capture.sql");
  private static final Sql IS_SETTLED = Sql.of(CombinedQueue.class, "capture_is_settled.sql");
  private static final Sql NOTE = Sql.of(CombinedQueue.class, "note_part.sql");
  private static final Sql PART_TABLES = Sql.of(CombinedQueue.class, "settle_part_tables.sql");
  private static final Sql PART_ROWS = Sql.of(CombinedQueue.class, "note_part_rows.sql");

  private final String queue;
  private final String part;
  private List<TableName> incomplete = List.of();
  private boolean said;

  /**
   * @param part the queue that feeds it
   */
  CombinedQueue(String queue, String part) {
    this.queue = queue;
    this.part = part;
  }

  String name() {
    return queue;
  }

  /**
   * True if this database is its root now.
   *
   * @throws StateError if this database has no node of it any more
   */
  boolean isRootHere(Session session) {
    Optional<Row> node = session.optionalRow(TYPE.with("queue", queue));
    return NodeType.parse(
            node.orElseThrow(
                    () ->
                        new StateError(
                            "this database has no node of queue " + queue + ", which it is to feed",
                            "create it with 'create-root' or 'create-branch' and queue_name = "
                                + queue
                                + ", or drop this node"))
                .text("node_type"))
        == NodeType.ROOT;
  }

  /** Lets a queue's capture see what workers write if it is fed here, and else not. */
  static void settleCapture(Session session, String queue) {
    session.row(SETTLE.with("queue", queue));
  }

  /**
   * Makes ready for what the leaf's worker and its copies will write. Before a copy begins, those
   * behind this queue learn that the table is incomplete.
   *
   * @param completed where the leaf is
   * @param tables of the leaf's set
   * @param stopped tables to which nothing is applied
   */
  void feed(
      Session session, TickId completed, List<ReplicatedTable> tables, Set<TableName> stopped) {
    settleCapture(session, queue);
    List<TableName> now =
        tables.stream()
            .filter(table -> !table.local() || !table.isInSync() || stopped.contains(table.name()))
            .map(ReplicatedTable::name)
            .toList();
    if (!said || !now.equals(incomplete)) {
      incomplete = now;
      session.transactionally(() -> note(session, completed));
      said = true;
    }
  }

  /**
   * Makes sure, in the transaction that wrote, that nothing was written past the capture. A trigger
   * cannot be altered while a transaction uses its table, so what is there at the end was there.
   */
  void checkCapture(Session session) {
    if (!session.row(IS_SETTLED.with("queue", queue)).bool("settled")) {
      throw new StateError(
          "the capture of queue " + queue + " was renewed meanwhile", "it is tried again");
    }
  }

  /** Notes how far the leaf has come, in the transaction under way. */
  void note(Session session, TickId tick) {
    session.rows(
        NOTE.with("combined", queue)
            .with("part", part)
            .with("tick", tick.value())
            .with("incomplete", incomplete.stream().map(TableName::raw).toList()));
  }

  /**
   * On a branch of a combined queue: which tables a part's leaf would have to copy here.
   *
   * @param queue of the branch
   * @param incomplete their names, as the text of an array
   */
  static void noteTables(Session session, String queue, String part, String incomplete) {
    session.update(
        PART_TABLES.with("combined", queue).with("part", part).with("incomplete", incomplete));
    session.update(PART_ROWS.with("combined", queue).with("part", part));
  }
}
