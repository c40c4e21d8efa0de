package org.jlondiste.apply;

import org.jlondiste.change.Piece;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;

/**
 * Applies changes to the tables of a target, a set at a time.
 *
 * <p>The session has the settings pinned under which the events' texts were written, and {@code
 * session_replication_role = replica}. One applier per session; not for several threads, except
 * {@link #prepare}.
 */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class Applier {
  private final Session session;

  public Applier(Session session) {
    this.session = session;
  }

  /**
   * Does ahead what can be done of a piece without the target, so that {@link #apply} has less to
   * do. May run in another thread than {@link #apply}, for a later piece.
   */
  public void prepare(Piece piece) {
    throw new UnsupportedOperationException(piece + " on " + session.target());
  }

  /**
   * Applies a piece inside the transaction under way. Pieces of one batch are applied one after the
   * other. Sets planner settings for the rest of the transaction.
   *
   * @throws ApplyConflict naming the event that the target cannot take; roll the transaction back
   * @throws org.jlondiste.error.DatabaseError if the server refused for a reason that lies in no
   *     event (connection lost, deadlock, cancelled)
   */
  public void apply(Piece piece, ApplyMode mode) {
    throw new UnsupportedOperationException(piece + " " + mode);
  }

  /** Forgets what is known of a table's columns and indexes, because they may have changed. */
  public void forget(TableName table) {
    throw new UnsupportedOperationException(table.toString());
  }

  /** Forgets what is known of all tables. */
  public void forgetAll() {
    throw new UnsupportedOperationException();
  }
}
