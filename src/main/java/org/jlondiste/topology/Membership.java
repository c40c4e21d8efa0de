package org.jlondiste.topology;

import java.util.Map;
import java.util.Optional;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.model.Attributes;
import org.jlondiste.model.NodeType;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.BoundSql;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.postgres.Work;
import org.jspecify.annotations.Nullable;

/** Changes who belongs to a set and who reads from whom, as the node of one session knows it. */
public final class Membership {
  private static final Sql REGISTER_LOCATION = Sql.of(Membership.class, "register_location.sql");
  private static final Sql UNREGISTER_LOCATION =
      Sql.of(Membership.class, "unregister_location.sql");
  private static final Sql REGISTER_SUBSCRIBER =
      Sql.of(Membership.class, "register_subscriber.sql");
  private static final Sql UNREGISTER_SUBSCRIBER =
      Sql.of(Membership.class, "unregister_subscriber.sql");
  private static final Sql CREATE_NODE = Sql.of(Membership.class, "create_node.sql");
  private static final Sql DROP_NODE = Sql.of(Membership.class, "drop_node.sql");
  private static final Sql ATTRIBUTES = Sql.of(Membership.class, "set_node_attributes.sql");
  private static final Sql PROMOTE = Sql.of(Membership.class, "promote_branch.sql");
  private static final Sql DEMOTE = Sql.of(Membership.class, "demote_root.sql");

  private static final String DUPLICATE = "23505";

  private final Session session;
  private final Calls calls;
  private final String queue;

  public Membership(Session session, String queue) {
    this(session, "", queue);
  }

  /**
   * @param node name of the node behind the session, for messages; empty for the local one
   */
  public Membership(Session session, String node, String queue) {
    this.session = session;
    this.calls = new Calls(session, node);
    this.queue = queue;
  }

  /**
   * Notes where a member is; a root tells the others. PgQ's function fails if a worker hears of the
   * member at the same moment, and notes it first: then it is there to be found.
   *
   * @param location its connect string without a password; null keeps the old one
   */
  public Answer registerLocation(String node, @Nullable String location, boolean dead) {
    BoundSql call = about(REGISTER_LOCATION, node).with("location", location).with("dead", dead);
    try {
      return behindSavepoint(() -> calls.announced(call));
    } catch (DatabaseError e) {
      if (!e.sqlState().equals(DUPLICATE)) {
        throw e;
      }
      return calls.announced(call);
    }
  }

  public Answer unregisterLocation(String node) {
    return calls.announced(about(UNREGISTER_LOCATION, node));
  }

  /**
   * Lets a node read from this one.
   *
   * @param completed the last tick it has done; none to begin at the global watermark
   * @return the global watermark, which is where its queue begins
   */
  public TickId registerSubscriber(String node, String worker, Optional<TickId> completed) {
    Row row =
        calls.announcedRow(
            about(REGISTER_SUBSCRIBER, node)
                .with("worker", worker)
                .with("tick", completed.map(TickId::value).orElse(null)));
    return new TickId(row.bigint("global_watermark"));
  }

  public Answer unregisterSubscriber(String node) {
    return calls.announced(about(UNREGISTER_SUBSCRIBER, node));
  }

  /** Makes the database the first node of a set. */
  public Answer createRoot(String node, String worker) {
    return createNode(NodeType.ROOT, node, worker, null, null, null);
  }

  /**
   * Makes the database a node behind another.
   *
   * @param watermark what {@link #registerSubscriber} on the provider answered
   * @param combinedQueue the queue of this database that a merge leaf feeds
   */
  public Answer createSubscriber(
      NodeType type,
      String node,
      String worker,
      String provider,
      TickId watermark,
      Optional<String> combinedQueue) {
    return createNode(type, node, worker, provider, watermark.value(), combinedQueue.orElse(null));
  }

  /** Makes the database no node any more, or makes it forget another node. */
  public Answer dropNode(String node) {
    return calls.announced(about(DROP_NODE, node));
  }

  public Answer setAttributes(Map<String, String> attributes) {
    return calls.announced(
        ATTRIBUTES
            .with("queue", queue)
            .with("attributes", Attributes.encode(attributes).orElse(null)));
  }

  /** Makes this branch the root. */
  public Answer promote() {
    return calls.announced(PROMOTE.with("queue", queue));
  }

  /**
   * One step of making this root a branch: 1 stops writers, 2 makes the last tick, 3 demotes.
   *
   * @return the last tick, from step 2 on
   */
  public Optional<TickId> demote(int step, String newRoot) {
    Row row =
        calls.announcedRow(
            DEMOTE.with("queue", queue).with("step", step).with("provider", newRoot));
    return row.optionalBigint("last_tick").map(TickId::new);
  }

  private Answer createNode(
      NodeType type,
      String node,
      String worker,
      @Nullable String provider,
      @Nullable Long watermark,
      @Nullable String combinedQueue) {
    return calls.announced(
        about(CREATE_NODE, node)
            .with("type", type.toString())
            .with("worker", worker)
            .with("provider", provider)
            .with("watermark", watermark)
            .with("combined", combinedQueue));
  }

  private Answer behindSavepoint(Work<Answer> work) {
    return session.inTransaction() ? session.savepoint(work) : work.run();
  }

  private BoundSql about(Sql sql, String node) {
    return sql.with("queue", queue).with("node", node);
  }
}
