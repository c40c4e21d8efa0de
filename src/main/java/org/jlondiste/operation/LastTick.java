package org.jlondiste.operation;

import java.time.Duration;
import java.util.Optional;
import org.jlondiste.error.UserError;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Session;
import org.jlondiste.topology.Membership;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.QueueGate;

/**
 * Ends the queue of a root that is closed to writers with a tick, behind all that was written
 * before; transactions that have written have to end first.
 */
final class LastTick {
  private static final Duration LOCK_WAIT = Duration.ofMillis(500);

  private final Session session;
  private final NodeInfo root;
  private final String queue;
  private final Patience patience;

  /**
   * @param session with the root
   */
  LastTick(Session session, NodeInfo root, String queue, Patience patience) {
    this.session = session;
    this.root = root;
    this.queue = queue;
    this.patience = patience;
  }

  /**
   * Makes it.
   *
   * @param membership of the root
   * @param successor name of the node that is to be the root
   */
  TickId make(Membership membership, String successor) {
    Optional<TickId> first = attempt(membership, successor);
    if (first.isPresent()) {
      return first.get();
    }
    return patience.awaitAloud(
        "open transactions on node "
            + root.name()
            + " that have written to end (server processes "
            + String.join(", ", new QueueGate(session, queue).writers())
            + ")",
        "end them, then give the command again",
        () -> attempt(membership, successor));
  }

  private Optional<TickId> attempt(Membership membership, String successor) {
    String setting = session.server().lockWaitSetting();
    try {
      return session.transaction(
          () -> {
            session.execute("set local " + setting + " = " + LOCK_WAIT.toMillis());
            new QueueGate(session, queue).lock();
            return membership.demote(2, successor);
          });
    } catch (UserError e) {
      if (LockPatience.isBusy(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
