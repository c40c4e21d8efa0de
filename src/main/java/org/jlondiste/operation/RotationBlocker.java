package org.jlondiste.operation;

import java.util.List;
import java.util.Optional;
import org.jlondiste.postgres.Question;
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

  /** Which consumer holds a queue up; none if nobody does, or if it is a transaction. */
  static Question<Optional<String>> consumerOf(String queue) {
    return new Question<>(
        BLOCKER.with("queue", queue),
        rows -> rows.stream().findFirst().map(row -> row.text("consumer_name")));
  }

  /** The same with what it is for. */
  static RotationBlocker of(String consumer, NodeInfo node, List<Subscriber> subscribers) {
    return new RotationBlocker(consumer, ConsumerPurpose.of(consumer, node, subscribers));
  }

  @Override
  public String toString() {
    return consumer + purpose.map(words -> " (" + words + ")").orElse("");
  }
}
