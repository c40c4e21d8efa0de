package org.jlondiste.operation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jlondiste.error.StateError;
import org.jlondiste.error.UsageError;
import org.jlondiste.postgres.Databases;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.topology.Member;
import org.jlondiste.topology.Membership;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.jlondiste.topology.ReplicatedTable;
import org.jlondiste.topology.Tables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a node another name, on all members, on each in one transaction. Members out of reach are
 * named; for them it is run again.
 */
public final class RenameNode {
  private static final Logger LOG = LoggerFactory.getLogger(RenameNode.class);
  private static final String WATERMARKS = "sync_watermark";
  private static final String SOURCE = "copy_node";

  private static final Sql OWN = Sql.of(RenameNode.class, "rename_own_node.sql");
  private static final Sql PROVIDER = Sql.of(RenameNode.class, "rename_provider.sql");
  private static final Sql CONSUMER = Sql.of(RenameNode.class, "rename_consumer.sql");
  private static final Sql SUBSCRIBER = Sql.of(RenameNode.class, "rename_subscriber.sql");
  private static final Sql UNREGISTER = Sql.of(RenameNode.class, "unregister_queue_consumer.sql");

  private final Session local;
  private final Databases databases;
  private final String queue;
  private final Patience patience;

  /**
   * @param local session with any member of the set
   */
  public RenameNode(Session local, Databases databases, String queue, Patience patience) {
    this.local = local;
    this.databases = databases;
    this.queue = queue;
    this.patience = patience;
  }

  /**
   * What came of it.
   *
   * @param failures members that could not be told, one line each
   */
  public record Report(List<String> failures) {
    public Report {
      failures = List.copyOf(failures);
    }
  }

  public Report run(String before, String after) {
    if (after.isBlank() || after.equals(before)) {
      throw new UsageError("'" + after + "' is no new name", "give the old and the new name");
    }
    Nodes nodes = new Nodes(local);
    List<Member> members = nodes.members(queue);
    Member known =
        members.stream()
            .filter(member -> member.name().equals(before))
            .findFirst()
            .orElseGet(() -> nodes.member(queue, after));
    refuseTaken(members, known, after);
    try (NodeSession renamed = new Cascade(databases, queue).open(known.location())) {
      Standstill standstill = new Standstill(renamed, queue, patience);
      boolean paused = renamed.node().paused();
      standstill.begin();
      try {
        return new Report(
            new LivingMembers(local, databases, queue)
                .tryToVisit(node -> rename(node, known, before, after)));
      } finally {
        if (paused) {
          LOG.warn("The worker of node {} stays paused: 'resume' lets it go on", after);
        } else {
          standstill.release();
        }
      }
    }
  }

  private static void refuseTaken(List<Member> members, Member known, String after) {
    for (Member member : members) {
      if (member.name().equals(after) && !member.location().equals(known.location())) {
        throw new StateError(
            "node " + after + " exists already, at " + member.location(), "choose another name");
      }
    }
  }

  private void rename(NodeSession node, Member known, String before, String after) {
    Session session = node.session();
    boolean isDone =
        new Nodes(session).members(queue).stream().noneMatch(m -> m.name().equals(before));
    if (isDone) {
      return;
    }
    session.transactionally(
        () -> {
          Membership membership = new Membership(session, node.node().name(), queue);
          membership.registerLocation(after, known.location(), known.dead());
          for (Sql sql : List.of(OWN, PROVIDER)) {
            session.update(sql.with("queue", queue).with("old", before).with("new", after));
          }
          renameConsumer(session, "." + before + ".watermark", "." + after + ".watermark");
          session.update(SUBSCRIBER.with("queue", queue).with("old", before).with("new", after));
          forget(session, "." + before + ".watermark");
          renameConsumer(session, Failover.gravestone(before), Failover.gravestone(after));
          forget(session, Failover.gravestone(before));
          renameInAttributes(node, membership, before, after);
          membership.unregisterLocation(before);
        });
    LOG.info("[{}] Node {} is called {} from now on", node.node().name(), before, after);
  }

  private void renameConsumer(Session session, String before, String after) {
    session.rows(CONSUMER.with("queue", queue).with("old", before).with("new", after));
  }

  private void forget(Session session, String consumer) {
    session.rows(UNREGISTER.with("queue", queue).with("consumer", consumer));
  }

  private void renameInAttributes(
      NodeSession node, Membership membership, String before, String after) {
    NodeInfo info = node.node();
    String shared = info.attributes().getOrDefault(WATERMARKS, "");
    if (Stream.of(shared.split(",", -1)).anyMatch(before::equals)) {
      Map<String, String> attributes = new LinkedHashMap<>(info.attributes());
      attributes.put(
          WATERMARKS,
          Stream.of(shared.split(",", -1))
              .map(name -> name.equals(before) ? after : name)
              .collect(Collectors.joining(",")));
      membership.setAttributes(attributes);
    }
    Tables tables = new Tables(node.session(), queue);
    for (ReplicatedTable table : tables.list()) {
      if (before.equals(table.attributes().get(SOURCE))) {
        Map<String, String> attributes = new LinkedHashMap<>(table.attributes());
        attributes.put(SOURCE, after);
        tables.setAttributes(table.name(), attributes);
      }
    }
  }
}
