package org.jlondiste.operation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.error.StateError;
import org.jlondiste.model.TickId;
import org.jlondiste.operation.Takeover.Fate;
import org.jlondiste.postgres.Databases;
import org.jlondiste.postgres.Session;
import org.jlondiste.queue.Subscription;
import org.jlondiste.queue.Ticks;
import org.jlondiste.topology.ConsumerRecord;
import org.jlondiste.topology.ConsumerState;
import org.jlondiste.topology.Member;
import org.jlondiste.topology.Membership;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.jlondiste.topology.QueueGate;
import org.jlondiste.topology.Subscriber;
import org.jlondiste.topology.Tables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a branch take the place of a node that is gone. A root's successor first gets all that any
 * other branch has of it, so that of what the old root committed only that is missing which it
 * never handed out. Where it ended is marked in the queue of the new root, for the day on which the
 * old one comes back.
 */
final class Failover {
  private static final Logger LOG = LoggerFactory.getLogger(Failover.class);

  private final Session local;
  private final Databases databases;
  private final String queue;
  private final Patience patience;

  Failover(Session local, Databases databases, String queue, Patience patience) {
    this.local = local;
    this.databases = databases;
    this.queue = queue;
    this.patience = patience;
  }

  /** Name of the consumer that marks where a root ended. */
  static String gravestone(String node) {
    return node + ".gravestone";
  }

  void run(Takeover.Request request, NodeInfo here, Member from, List<String> failures) {
    refuseAnswering(from, request.force());
    if (request.fate() == Fate.DEAD_ROOT) {
      succeedRoot(request, here, from, failures);
    } else {
      succeedBranch(here, from, failures);
    }
  }

  private void tagDead(Member from, List<String> failures) {
    failures.addAll(new Tagging(local, databases, queue).run(from.name(), true).failures());
  }

  private void refuseAnswering(Member from, boolean force) {
    try (NodeSession old = new Cascade(databases, queue).open(from.location())) {
      if (!force) {
        throw new StateError(
            "node " + from.name() + " answers at " + from.location() + ", it is not dead",
            "leave --dead-root or --dead-branch out for a planned takeover, without loss; if its"
                + " database must be given up, stop it first");
      }
      LOG.warn("node {} answers and is given up all the same", old.node().name());
    } catch (DatabaseError e) {
      LOG.debug("node {} does not answer", from.name(), e);
    }
  }

  private void succeedBranch(NodeInfo here, Member from, List<String> failures) {
    if (!here.isProvider() && !subscribersOf(from, here).isEmpty()) {
      throw Takeover.leaf(here);
    }
    tagDead(from, failures);
    if (here.providerNode().equals(from.name())) {
      String provider = providerOf(from);
      failures.addAll(
          new ChangeProvider(local, databases, queue, patience).run(provider).failures());
    }
    failures.addAll(new OtherSubscribers(local, databases, queue, patience).moveFrom(from.name()));
  }

  /** Names of the other nodes that read from a node. */
  private List<String> subscribersOf(Member from, NodeInfo here) {
    List<String> names = new ArrayList<>();
    new LivingMembers(local, databases, queue, here.name(), from.name())
        .visit(
            node -> {
              if (node.node().providerNode().equals(from.name())) {
                names.add(node.node().name());
              }
            });
    return names;
  }

  /** Who feeds a node that cannot be asked. */
  private String providerOf(Member from) {
    List<String> found = new ArrayList<>();
    new LivingMembers(local, databases, queue, from.name())
        .visit(
            node -> {
              boolean feeds =
                  new Nodes(node.session())
                      .subscribers(queue).stream()
                          .map(Subscriber::name)
                          .anyMatch(from.name()::equals);
              if (feeds) {
                found.add(node.node().name());
              }
            });
    if (found.isEmpty()) {
      throw new StateError(
          "no node says that node " + from.name() + " reads from it",
          "give this node another provider with 'change-provider'; if "
              + from.name()
              + " was the root: --dead-root");
    }
    return found.get(0);
  }

  private void succeedRoot(
      Takeover.Request request, NodeInfo here, Member from, List<String> failures) {
    if (!here.isRoot()) {
      if (!here.isProvider()) {
        throw Takeover.leaf(here);
      }
      new Completeness(local, queue).checkAlone(request.force());
      new Tables(local, queue).forgetSnapshots();
      tagDead(from, failures);
      List<Position> positions = haltReaders(from, failures);
      Position foremost = foremost(positions);
      positions.forEach(position -> refuseOutrun(position, foremost, request.force()));
      getWhatOthersHave(here, positions, foremost);
      promote(from);
    }
    new OvertakenSequences(local, queue).warn();
    NodeInfo now = new Nodes(local).node(queue);
    failures.addAll(new Departure(databases, here, livingMembers(here)).run());
    Standstill standstill = new Standstill(new NodeSession(local, now), queue, patience);
    standstill.end();
    failures.addAll(new OtherSubscribers(local, databases, queue, patience).moveFrom(from.name()));
  }

  /** How far a node is, and where it reads from. */
  private record Position(String node, String provider, boolean isProvider, TickId tick) {}

  /** Lets nobody read on from the old root, should it come back now; answers how far all are. */
  private List<Position> haltReaders(Member from, List<String> failures) {
    List<Position> positions = new ArrayList<>();
    failures.addAll(
        new LivingMembers(local, databases, queue, from.name())
            .visit(node -> positions.add(halt(node, from))));
    return positions;
  }

  private Position halt(NodeSession node, Member from) {
    NodeInfo info = node.node();
    if (info.isRoot()) {
      throw new StateError(
          "node " + info.name() + " is a root",
          "node "
              + from.name()
              + " is given up already; 'change-provider' lets this node read from the new root");
    }
    ConsumerState state =
        info.providerNode().equals(from.name())
            ? new Standstill(node, queue, patience).begin()
            : new ConsumerRecord(node.session(), queue, info.workerName()).state();
    return new Position(info.name(), info.providerNode(), info.isProvider(), state.completedTick());
  }

  /** The branch that has most. */
  private static Position foremost(List<Position> positions) {
    return positions.stream()
        .filter(Position::isProvider)
        .max(Comparator.comparingLong(position -> position.tick().value()))
        .orElseThrow();
  }

  private void getWhatOthersHave(NodeInfo here, List<Position> positions, Position foremost) {
    Map<String, String> providers = new HashMap<>();
    positions.forEach(position -> providers.put(position.node(), position.provider()));
    ConsumerRecord worker = new ConsumerRecord(local, queue, here.workerName());
    TickId goal = foremost.tick();
    if (worker.state().completedTick().isBefore(goal)) {
      LOG.info("Node {} has more: it is at tick {}", foremost.node(), goal);
      if (!isAbove(foremost.node(), here.name(), providers)) {
        new ChangeProvider(local, databases, queue, patience).run(foremost.node());
      }
      worker.setPaused(false);
      String awaited = "node " + here.name() + " to reach tick " + goal;
      WorkerWatch watch = new WorkerWatch(local, queue, patience, awaited);
      patience.awaitAloud(
          awaited,
          "'status' shows what keeps it",
          () -> {
            watch.look();
            return worker.state().completedTick().isBefore(goal)
                ? Optional.empty()
                : Optional.of(goal);
          });
    }
    new Standstill(new NodeSession(local, here), queue, patience).begin();
  }

  /** Whether one node is on the way from another one up to the root. */
  private static boolean isAbove(String upper, String lower, Map<String, String> providers) {
    String name = lower;
    for (int steps = 0; steps < providers.size(); steps++) {
      String next = providers.get(name);
      if (next == null || next.equals(upper)) {
        return next != null;
      }
      name = next;
    }
    return false;
  }

  private static void refuseOutrun(Position position, Position foremost, boolean force) {
    if (!foremost.tick().isBefore(position.tick())) {
      return;
    }
    String problem =
        "leaf "
            + position.node()
            + " is at tick "
            + position.tick()
            + ", and no branch is further than tick "
            + foremost.tick()
            + " ("
            + foremost.node()
            + "): it holds changes that will be nowhere else";
    if (!force) {
      throw new StateError(
          problem, "'drop-node' and 'create-leaf' it anew afterwards; --force goes on without it");
    }
    LOG.warn("{}", problem);
  }

  private void promote(Member from) {
    local.transactionally(
        () -> {
          QueueGate gate = new QueueGate(local, queue);
          gate.lock();
          gate.settleLastTick();
          NodeInfo here = new Nodes(local).node(queue);
          TickId last = new Ticks(local, queue).last();
          if (!here.workerLastTick().equals(Optional.of(last))) {
            throw new StateError(
                "the queue of node "
                    + here.name()
                    + " ends at tick "
                    + last
                    + ", its worker is at "
                    + here.workerLastTick().map(TickId::toString).orElse("none"),
                "start its worker and give the command again");
          }
          new Membership(local, here.name(), queue).promote();
          new Subscription(local, queue, gravestone(from.name())).registerAt(last);
          LOG.info("Node {} ended at tick {}", from.name(), last);
        });
  }

  private List<Member> livingMembers(NodeInfo here) {
    return new Nodes(local)
        .members(queue).stream()
            .filter(member -> !member.dead() && !member.name().equals(here.name()))
            .toList();
  }
}
