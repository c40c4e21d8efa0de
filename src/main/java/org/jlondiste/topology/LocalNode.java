package org.jlondiste.topology;

import java.util.function.Function;
import org.jlondiste.postgres.Databases;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;

/**
 * The node that a process works for: how to reach its database, and those of other nodes.
 *
 * @param queue name of the set's queue
 * @param worker consumer name of the node's worker
 * @param local opens a session to the node's database; takes the purpose
 * @param remote opens sessions to other nodes by their locations
 */
public record LocalNode(
    String queue, String worker, Function<String, Session> local, Databases remote) {
  private static final Sql REPLICA = Sql.of(LocalNode.class, "become_replica.sql");

  public Session open(String purpose) {
    return local.apply(purpose);
  }

  /** Opens a session whose changes fire no ordinary trigger and are not captured again. */
  public Session openReplica(String purpose) {
    Session session = local.apply(purpose);
    try {
      becomeReplica(session);
      return session;
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** Lets the changes of a session fire no ordinary trigger any more. */
  public void becomeReplica(Session session) {
    session.rows(REPLICA.bound());
  }

  public Session openRemote(String location, String purpose) {
    return remote.open(location, purpose);
  }
}
