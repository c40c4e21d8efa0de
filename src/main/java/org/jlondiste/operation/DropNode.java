package org.jlondiste.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jlondiste.error.StateError;
import org.jlondiste.error.UserError;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Databases;
import org.jlondiste.postgres.Session;
import org.jlondiste.topology.Attendance;
import org.jlondiste.topology.Member;
import org.jlondiste.topology.Membership;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.jlondiste.topology.ReplicatedTable;
import org.jlondiste.topology.Subscriber;
import org.jlondiste.topology.Tables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a node out of its set: its triggers, positions and queue go, its tables stay. Members out
 * of reach are named and left as they are; the command may be given again for them.
 */
public final class DropNode {
  private static final Logger LOG = LoggerFactory.getLogger(DropNode.class);

  private final Session local;
  private final Databases databases;
  private final String queue;
  private final List<String> failures = new ArrayList<>();

  /**
   * @param local session with any member of the set
   */
  public DropNode(Session local, Databases databases, String queue) {
    this.local = local;
    this.databases = databases;
    this.queue = queue;
  }

  /**
   * What came of it.
   *
   * @param failures what could not be done, one line each; empty if all went well
   */
  public record Report(List<String> failures) {
    public Report {
      failures = List.copyOf(failures);
    }
  }

  public Report run(String name) {
    Nodes nodes = new Nodes(local);
    NodeInfo here = nodes.node(queue);
    List<Member> members = nodes.members(queue);
    Member leaving = nodes.member(queue, name);
    refuseIfSubscribed(here, leaving);
    String beginning = here.isRoot() ? location(members, here.name()) : here.providerLocation();
    attempt("the root", () -> leaveRoot(beginning, name));
    for (Member member : inDroppingOrder(members, leaving)) {
      attempt("node " + member.name(), () -> drop(here, member, leaving));
    }
    return new Report(failures);
  }

  private void refuseIfSubscribed(NodeInfo here, Member leaving) {
    List<String> subscribers = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    if (leaving.dead()) {
      return;
    }
    attempt(
        "node " + leaving.name(),
        () ->
            visit(
                here,
                leaving,
                session ->
                    new Nodes(session)
                        .info(queue)
                        .ifPresent(
                            node -> {
                              parts.addAll(node.partQueues());
                              new Nodes(session)
                                  .subscribers(queue)
                                  .forEach(subscriber -> subscribers.add(subscriber.name()));
                            })));
    if (!subscribers.isEmpty()) {
      throw new StateError(
          "node " + leaving.name() + " still has subscribers: " + String.join(", ", subscribers),
          "drop them first, or give them another provider with 'change-provider'");
    }
    if (!parts.isEmpty()) {
      throw new StateError(
          "node "
              + leaving.name()
              + " is fed by leafs of the same database, of queue "
              + String.join(", ", parts),
          "drop them first, each with its INI file");
    }
  }

  private void leaveRoot(String beginning, String name) {
    try (NodeSession root = new Cascade(databases, queue).openRoot(beginning)) {
      if (!root.node().name().equals(name)) {
        new Membership(root.session(), root.node().name(), queue).unregisterLocation(name);
      }
    }
  }

  private void drop(NodeInfo here, Member member, Member leaving) {
    visit(
        here,
        member,
        session -> {
          boolean self = member.name().equals(leaving.name());
          List<TableName> tables = self ? tables(session) : List.of();
          session.transactionally(
              () -> {
                if (new Nodes(session).info(queue).isPresent()) {
                  forgetCopies(session, leaving.name());
                  CopyConsumers.forget(session, queue, Failover.gravestone(leaving.name()));
                  new Membership(session, member.name(), queue).dropNode(leaving.name());
                  if (self) {
                    new Attendance(session, queue).end();
                  }
                }
              });
          if (self) {
            tidyUp(session, tables);
          }
        });
  }

  private List<TableName> tables(Session session) {
    return new Nodes(session).info(queue).isEmpty()
        ? List.of()
        : new Tables(session, queue).list().stream().map(ReplicatedTable::name).toList();
  }

  private void tidyUp(Session session, List<TableName> tables) {
    CopyLeftovers leftovers = new CopyLeftovers(session, queue);
    session.transactionally(() -> tables.forEach(leftovers::forgetProgress));
    for (TableName table : leftovers.tables()) {
      attempt("table " + table, () -> session.transactionally(() -> leftovers.putBack(table)));
    }
    leftovers.putBackForeignKeys();
  }

  /** Copies that were under way would hold the provider's queue for ever. */
  private void forgetCopies(Session session, String name) {
    for (Subscriber subscriber : new Nodes(session).subscribers(queue)) {
      if (subscriber.name().equals(name)) {
        CopyConsumers.forgetAll(session, queue, subscriber.workerName());
      }
    }
  }

  /** The leaving node first: it must be found while the others still know where it is. */
  private static List<Member> inDroppingOrder(List<Member> members, Member leaving) {
    List<Member> order = new ArrayList<>();
    if (!leaving.dead()) {
      order.add(leaving);
    }
    members.stream()
        .filter(member -> !member.dead() && !member.name().equals(leaving.name()))
        .forEach(order::add);
    return order;
  }

  private void visit(NodeInfo here, Member member, Consumer<Session> visit) {
    if (here.name().equals(member.name())) {
      visit.accept(local);
      return;
    }
    try (Session session = databases.open(member.location(), "jlondiste")) {
      visit.accept(session);
    }
  }

  private void attempt(String whom, Runnable step) {
    try {
      step.run();
    } catch (UserError e) {
      String failure = whom + ": " + e.problem();
      if (!failures.contains(failure)) {
        LOG.warn("{}", failure);
        failures.add(failure);
      }
    }
  }

  private static String location(List<Member> members, String name) {
    return members.stream()
        .filter(member -> member.name().equals(name))
        .map(Member::location)
        .findFirst()
        .orElseThrow();
  }
}
