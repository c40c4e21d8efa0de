package org.jlondiste.operation;

import java.util.List;
import java.util.Optional;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Subscriber;

/**
 * The consumer for which a queue keeps events that it is time to throw away.
 *
 * @param purpose what it is for, if it is the set's
 */
public record RotationBlocker(String consumer, Optional<String> purpose) {
  private static final Sql BLOCKER = Sql.of(RotationBlocker.class, "rotation_blocker.sql");

  /** Looks at a node's queue; none if nobody holds it up, or if it is a transaction that does. */
  static Optional<RotationBlocker> find(
      Session session, NodeInfo node, List<Subscriber> subscribers) {
    return session
        .optionalRow(BLOCKER.with("queue", node.queue()))
        .map(row -> row.text("consumer_name"))
        .map(name -> new RotationBlocker(name, ConsumerPurpose.of(name, node, subscribers)));
  }

  @Override
  public String toString() {
    return consumer + purpose.map(words -> " (" + words + ")").orElse("");
  }
}
