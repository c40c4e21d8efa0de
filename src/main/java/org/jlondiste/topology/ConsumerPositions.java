package org.jlondiste.topology;

import java.util.List;
import org.jlondiste.error.StateError;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.BoundSql;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;

/** The positions that a node keeps of consumers that go on together. */
public final class ConsumerPositions {
  private static final Sql POSITIONS = Sql.of(ConsumerPositions.class, "consumer_positions.sql");
  private static final Sql ADVANCE = Sql.of(ConsumerPositions.class, "advance_consumers.sql");
  private static final Sql REGISTER = Sql.of(ConsumerPositions.class, "register_consumers.sql");
  private static final Sql UNREGISTER = Sql.of(ConsumerPositions.class, "unregister_consumers.sql");
  private static final int REFUSED = 300;

  private final Session session;
  private final String queue;
  private final List<String> consumers;

  public ConsumerPositions(Session session, String queue, List<String> consumers) {
    this.session = session;
    this.queue = queue;
    this.consumers = List.copyOf(consumers);
  }

  /**
   * The tick that they have done.
   *
   * @throws StateError if they are not all at the same
   */
  public TickId completed() {
    Row row = session.row(about(POSITIONS));
    if (row.bigint("known") != consumers.size()
        || row.bigint("first_tick") != row.bigint("last_tick")) {
      throw new StateError(
          "the positions of " + what() + " are gone or apart", "it goes on by itself");
    }
    return new TickId(row.bigint("first_tick"));
  }

  /**
   * Moves the positions in the transaction under way, before the changes up to there are applied:
   * whoever else does the same waits, and then fails.
   *
   * @throws StateError if they are not where they are expected
   */
  public void advance(TickId from, TickId to) {
    BoundSql update = about(ADVANCE).with("from", from.value()).with("to", to.value());
    if (session.update(update) != consumers.size()) {
      throw new StateError(
          what() + " is not at tick " + from + " any more",
          "another process works for the same node; it goes on by itself");
    }
  }

  /** Keeps their positions on the node. */
  public void register(String providerNode, TickId completed) {
    Row row =
        session.row(about(REGISTER).with("provider", providerNode).with("tick", completed.value()));
    if (row.integer("ret_code") >= REFUSED) {
      throw new StateError("the node does not take " + what(), "it goes on by itself");
    }
  }

  /** Forgets those positions that there are. */
  public void unregister() {
    session.row(about(UNREGISTER));
  }

  private String what() {
    return consumers.size() == 1
        ? "consumer " + consumers.get(0)
        : "consumer " + consumers.get(0) + " or one of " + (consumers.size() - 1) + " others";
  }

  private BoundSql about(Sql sql) {
    return sql.with("queue", queue).with("consumers", consumers);
  }
}
