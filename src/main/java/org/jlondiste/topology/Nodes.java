package org.jlondiste.topology;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.error.StateError;
import org.jlondiste.model.Attributes;
import org.jlondiste.model.NodeType;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Question;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;

/** What a database knows about its nodes and their sets. Changes nothing. */
public final class Nodes {
  private static final Sql NODE_INFO = Sql.of(Nodes.class, "node_info.sql");
  private static final Sql QUEUES = Sql.of(Nodes.class, "queues.sql");
  private static final Sql MEMBERS = Sql.of(Nodes.class, "members.sql");
  private static final Sql SUBSCRIBERS = Sql.of(Nodes.class, "subscribers.sql");
  private static final Sql CONSUMERS = Sql.of(Nodes.class, "consumers.sql");
  private static final Sql CONSUMER = Sql.of(Nodes.class, "consumer.sql");
  private static final Sql WORKER_RUNS = Sql.of(Nodes.class, "worker_runs.sql");

  private static final Set<String> NO_SUCH_OBJECT = Set.of("3F000", "42P01", "42883");

  private final Session session;

  public Nodes(Session session) {
    this.session = session;
  }

  /** The node that this database is in a set; none if it is not in it. */
  public Optional<NodeInfo> info(String queue) {
    try {
      return session.answer(infoAbout(queue));
    } catch (DatabaseError e) {
      if (isNotInstalled(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** What {@link #info} answers where there are such things as nodes, as a question. */
  public Question<Optional<NodeInfo>> infoAbout(String queue) {
    return new Question<>(
        NODE_INFO.with("queue", queue),
        rows -> {
          Row row = rows.get(0);
          if (Calls.isUnknown(row)) {
            return Optional.empty();
          }
          new Calls(session, "").answer(row);
          return Optional.of(read(queue, row));
        });
  }

  /**
   * The node that this database is in a set.
   *
   * @throws StateError if it is not in it
   */
  public NodeInfo node(String queue) {
    return info(queue)
        .orElseThrow(
            () ->
                new StateError(
                    session.target() + " holds no node of queue " + queue,
                    "make it one with 'create-root', 'create-branch' or 'create-leaf', or correct"
                        + " db and queue_name"));
  }

  /** The queues that this database is a node of. */
  public List<String> queues() {
    try {
      return session.rows(QUEUES.bound()).stream().map(row -> row.text("queue_name")).toList();
    } catch (DatabaseError e) {
      if (isNotInstalled(e)) {
        return List.of();
      }
      throw e;
    }
  }

  /** All members of the set that this node has heard of, itself included. */
  public List<Member> members(String queue) {
    return session.answer(membersOf(queue));
  }

  /** What {@link #members} answers, as a question. */
  public static Question<List<Member>> membersOf(String queue) {
    return new Question<>(
        MEMBERS.with("queue", queue),
        rows ->
            rows.stream()
                .map(
                    row ->
                        new Member(
                            row.text("node_name"), row.text("node_location"), row.bool("dead")))
                .toList());
  }

  /**
   * A member by its name.
   *
   * @throws StateError if there is no such member
   */
  public Member member(String queue, String name) {
    return members(queue).stream()
        .filter(member -> member.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new StateError(
                    "node " + name + " is not a member of queue " + queue,
                    "'members' lists those that are"));
  }

  public List<Subscriber> subscribers(String queue) {
    return session.answer(subscribersOf(queue));
  }

  /** What {@link #subscribers} answers, as a question. */
  public static Question<List<Subscriber>> subscribersOf(String queue) {
    return new Question<>(
        SUBSCRIBERS.with("queue", queue),
        rows ->
            rows.stream()
                .map(
                    row ->
                        new Subscriber(
                            row.text("node_name"),
                            row.text("worker_name"),
                            row.optionalBigint("node_watermark").map(TickId::new)))
                .toList());
  }

  /** The consumers whose position the node keeps, its worker among them. */
  public List<KeptConsumer> consumers(String queue) {
    return session.answer(consumersOf(queue));
  }

  /** What {@link #consumers} answers, as a question. */
  public static Question<List<KeptConsumer>> consumersOf(String queue) {
    return new Question<>(
        CONSUMERS.with("queue", queue), rows -> rows.stream().map(Nodes::keptConsumer).toList());
  }

  /** One of the consumers whose position the node keeps. */
  public Optional<KeptConsumer> consumer(String queue, String name) {
    return session
        .optionalRow(CONSUMER.with("queue", queue).with("consumer", name))
        .map(Nodes::keptConsumer);
  }

  /**
   * Whether a worker of ours is connected for the node; empty where the node may have a worker of
   * Londiste's, which cannot be seen.
   */
  public Optional<Boolean> workerRuns(String queue) {
    return attended(queue, session.answer(workerRunsFor(queue)));
  }

  /** What {@link #workerRuns} answers once it is known whether a worker is seen. */
  public Optional<Boolean> attended(String queue, Optional<Boolean> seen) {
    return seen.filter(running -> running || new Attendance(session, queue).isOurs().orElse(true));
  }

  /** Whether a worker is connected; empty where one of ours would not be, or not be seen. */
  public static Question<Optional<Boolean>> workerRunsFor(String queue) {
    return new Question<>(
        WORKER_RUNS.with("queue", queue),
        rows -> {
          Row row = rows.get(0);
          boolean running = row.bool("running");
          return running || row.bool("ours") ? Optional.of(running) : Optional.empty();
        });
  }

  private static KeptConsumer keptConsumer(Row row) {
    return new KeptConsumer(
        row.text("consumer_name"),
        row.text("provider_node"),
        new TickId(row.bigint("last_tick_id")),
        row.bool("paused"),
        row.bool("uptodate"),
        row.optionalText("cur_error"));
  }

  /** True if a database refused to answer because it knows no nodes at all. */
  public static boolean isNotInstalled(DatabaseError e) {
    return NO_SUCH_OBJECT.contains(e.sqlState());
  }

  private static NodeInfo read(String queue, Row row) {
    return new NodeInfo(
        queue,
        NodeType.parse(row.text("node_type")),
        row.text("node_name"),
        row.optionalBigint("global_watermark").map(TickId::new),
        row.optionalBigint("local_watermark").map(TickId::new),
        row.text("provider_node"),
        row.text("provider_location"),
        row.optionalText("combined_queue"),
        row.optionalText("combined_type").map(NodeType::parse),
        row.text("worker_name"),
        row.bool("worker_paused"),
        row.bool("worker_uptodate"),
        row.optionalBigint("worker_last_tick").map(TickId::new),
        Attributes.decode(row.optionalText("node_attrs")),
        row.texts("target_for"));
  }
}
