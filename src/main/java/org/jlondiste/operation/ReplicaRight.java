package org.jlondiste.operation;

import org.jlondiste.error.DatabaseError;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The right without which a branch's or leaf's worker can do nothing. */
final class ReplicaRight {
  private static final Logger LOG = LoggerFactory.getLogger(ReplicaRight.class);
  private static final Sql TRY = Sql.of(ReplicaRight.class, "replica_right.sql");

  private ReplicaRight() {}

  /** Warns if the session's role lacks it; the worker has the same role. */
  static void lookFor(Session session) {
    try {
      session.transactionally(() -> session.rows(TRY.bound()));
    } catch (DatabaseError e) {
      LOG.warn("The worker will not be able to work: {} ({})", e.problem(), e.hint());
    }
  }
}
