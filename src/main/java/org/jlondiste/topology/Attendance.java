package org.jlondiste.topology;

import java.util.Optional;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.postgres.catalog.Relations;

/**
 * Whether the worker of a node is one of ours or Londiste's, which takes no lock and leaves no
 * other sign of itself than the position that it moves: ours note when they come and where they
 * leave, and a trigger takes the note away when a session moves the position that holds no lock of
 * theirs.
 */
public final class Attendance {
  private static final TableName NOTES = new TableName("jlondiste", "node_worker");
  private static final TableName OURS = new TableName("jlondiste", "stopped_table");
  private static final Sql FIND = Sql.of(Attendance.class, "node_worker.sql");
  private static final Sql NOTE = Sql.of(Attendance.class, "note_worker.sql");
  private static final Sql FORGET = Sql.of(Attendance.class, "forget_worker.sql");
  private static final Sql STAND_IN = Sql.of(Attendance.class, "stand_in.sql");
  private static final Sql NO_MORE = Sql.of(Attendance.class, "stand_in_no_more.sql");

  private final Session session;
  private final String queue;
  private final boolean noted;

  public Attendance(Session session, String queue) {
    this.session = session;
    this.queue = queue;
    this.noted = Relations.exist(session, NOTES);
  }

  /**
   * True if the worker that runs, or that ran last, is one of ours; none if that cannot be told,
   * because the schema was installed before it was noted.
   */
  public Optional<Boolean> isOurs() {
    if (!noted) {
      return Relations.exist(session, OURS) ? Optional.empty() : Optional.of(false);
    }
    Optional<Row> found = session.optionalRow(FIND.with("queue", queue));
    return Optional.of(found.isPresent() && isUnmoved(found.get()));
  }

  /** A worker of ours works for the node from now on. */
  public void come() {
    note(Optional.empty());
  }

  /** The worker has left, or has not come yet: what moves the position now is not ours. */
  public void leave() {
    note(Optional.of(position()));
  }

  /**
   * Does something that moves the position although no worker does: whose that is remains so. For
   * that time this session stands in for a worker of ours.
   */
  public void keep(Runnable work) {
    boolean away =
        noted && session.optionalRow(FIND.with("queue", queue)).filter(this::isAway).isPresent();
    session.row(STAND_IN.bound());
    try {
      work.run();
    } catch (RuntimeException e) {
      try {
        session.row(NO_MORE.bound());
      } catch (DatabaseError alsoFailed) {
        e.addSuppressed(alsoFailed);
      }
      throw e;
    }
    session.row(NO_MORE.bound());
    if (away) {
      leave();
    }
  }

  /** The node is no more. */
  public void end() {
    if (noted) {
      session.update(FORGET.with("queue", queue));
    }
  }

  private boolean isUnmoved(Row row) {
    return row.optionalBigint("left_at").isEmpty() || isAway(row);
  }

  private boolean isAway(Row row) {
    return row.optionalBigint("left_at").map(TickId::new).filter(position()::equals).isPresent();
  }

  /**
   * As the worker notes it: what else is known of a root is the end of its queue, which ticks move.
   */
  private TickId position() {
    String worker = new Nodes(session).node(queue).workerName();
    return new ConsumerRecord(session, queue, worker).state().completedTick();
  }

  private void note(Optional<TickId> leftAt) {
    if (noted) {
      session.transactionally(
          () -> {
            session.update(FORGET.with("queue", queue));
            session.update(
                NOTE.with("queue", queue).with("left_at", leftAt.map(TickId::value).orElse(null)));
          });
    }
  }
}
