package org.jlondiste.operation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jlondiste.error.InterruptionError;
import org.jlondiste.error.StateError;
import org.jlondiste.error.UserError;
import org.jlondiste.model.NodeType;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Databases;
import org.jlondiste.postgres.Session;
import org.jlondiste.queue.Ticks;
import org.jlondiste.topology.Attendance;
import org.jlondiste.topology.ConsumerRecord;
import org.jlondiste.topology.ConsumerState;
import org.jlondiste.topology.Member;
import org.jlondiste.topology.Membership;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.jlondiste.topology.QueueGate;
import org.jlondiste.topology.Tables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the role of the root from a living root to a branch. The old root closes its gate to
 * writers, makes a last tick, and the new root opens its own when it has that tick: in between
 * nobody can write, and so nothing can be lost. All up to the opening can be undone; from there on
 * it only goes forward. The old root's record is locked while the new one opens, so that nobody
 * reopens the old one meanwhile.
 */
final class RootSwitch {
  private static final Logger LOG = LoggerFactory.getLogger(RootSwitch.class);

  /** So long writers may be kept out before all is undone, if the operator does not say less. */
  private static final Duration LONGEST_CLOSURE = Duration.ofSeconds(60);

  private final Session local;
  private final Databases databases;
  private final String queue;
  private final Patience patience;
  private final Consumer<Runnable> lastThings;
  private volatile boolean promoted;
  private volatile boolean interrupted;

  /**
   * @param lastThings takes what is to be done if the process is to end before the operation does
   */
  RootSwitch(
      Session local,
      Databases databases,
      String queue,
      Patience patience,
      Consumer<Runnable> lastThings) {
    this.local = local;
    this.databases = databases;
    this.queue = queue;
    this.patience = patience;
    this.lastThings = lastThings;
  }

  /**
   * Makes this node the root, or goes on where an earlier run was broken off.
   *
   * @param old session with the root
   * @return nodes that could not be told
   */
  List<String> run(NodeInfo here, NodeSession old, boolean force) {
    QueueGate gate = new QueueGate(old.session(), queue);
    if (here.isRoot()) {
      if (!gate.isClosed()) {
        throw new StateError(
            "nodes " + here.name() + " and " + old.node().name() + " are both roots",
            "'resurrect' with the INI file of the one that was given up makes it a branch");
      }
      LOG.info("Node {} is the root already", here.name());
      demote(old);
      return tidyUp(old);
    }
    refuseUnfit(here, old, force);
    Feeders feeders = new Feeders(old, patience);
    if (gate.isClosed()) {
      LOG.info("Going on with a takeover that was broken off");
      standstill(here).release();
    }
    try {
      comeNear(here, old);
      Nodes nodes = new Nodes(local);
      String location = nodes.member(queue, here.name()).location();
      String oldLocation = nodes.member(queue, old.node().name()).location();
      lastThings.accept(() -> undoElsewhere(here, location, oldLocation));
      standstill(old).begin();
      feeders.pause();
      feeders.refuseUnfit(new NodeSession(local, here));
      hand(here, old, gate);
    } catch (UserError e) {
      if (interrupted) {
        throw new InterruptionError("interrupted", "");
      }
      throw e;
    } finally {
      if (!promoted) {
        undoIfPossible(here, old);
      }
    }
    demote(old);
    return tidyUp(old);
  }

  /** Undoes what a run that was broken off has left. */
  void cancel(NodeInfo here, NodeSession old) {
    if (here.isRoot() || !old.node().isRoot()) {
      throw new StateError(
          "there is nothing to call off: node " + old.node().name() + " has handed over already",
          "'takeover "
              + old.node().name()
              + "' finishes what is left to do; to go back, take over with the INI file of "
              + old.node().name());
    }
    undo(here, old);
  }

  /** The part in which nobody can write. */
  private void hand(NodeInfo here, NodeSession old, QueueGate gate) {
    Patience closure = patience.within(LONGEST_CLOSURE);
    Membership membership = new Membership(old.session(), old.node().name(), queue);
    old.session()
        .transactionally(
            () -> {
              gate.lock();
              membership.demote(1, here.name());
            });
    gate.publishSequences();
    TickId last =
        new LastTick(old.session(), old.node(), queue, closure).make(membership, here.name());
    awaitTick(here, last, closure);
    promote(here, old, last);
    promoted = true;
    LOG.info(
        "Node {} is the root now; writers were kept out for {} s",
        here.name(),
        closure.spent().toMillis() / 1000.0);
  }

  private void comeNear(NodeInfo here, NodeSession old) {
    awaitTick(here, new Ticks(old.session(), queue).tickNow(), patience);
  }

  private void awaitTick(NodeInfo here, TickId tick, Patience limit) {
    ConsumerRecord worker = new ConsumerRecord(local, queue, here.workerName());
    String awaited = "node " + here.name() + " to reach tick " + tick;
    WorkerWatch watch = new WorkerWatch(local, queue, limit, awaited);
    limit.awaitAloud(
        awaited,
        "'status' shows what keeps it",
        () -> {
          boolean reached = !worker.state().completedTick().isBefore(tick);
          if (!reached) {
            watch.look();
          }
          return reached ? Optional.of(tick) : Optional.empty();
        });
  }

  /** Opens this node's gate, while nobody can open the old one's. */
  private void promote(NodeInfo here, NodeSession old, TickId last) {
    Session session = old.session();
    session.transactionally(
        () -> {
          QueueGate gate = new QueueGate(session, queue);
          if (gate.lock() != NodeType.ROOT
              || !gate.isClosed()
              || !new Ticks(session, queue).last().equals(last)) {
            throw new StateError(
                "somebody else changed node " + old.node().name() + " meanwhile",
                "'status' shows how the set is; then give the command again");
          }
          open(here, old, last);
        });
  }

  private void open(NodeInfo here, NodeSession old, TickId last) {
    String location = new Nodes(local).member(queue, old.node().name()).location();
    local.transactionally(
        () -> {
          QueueGate gate = new QueueGate(local, queue);
          gate.lock();
          ConsumerState state = new ConsumerRecord(local, queue, here.workerName()).state();
          if (!state.completedTick().equals(last) || !new Ticks(local, queue).last().equals(last)) {
            throw new StateError(
                "node " + here.name() + " is not at tick " + last + " any more",
                "'status' shows how the set is");
          }
          gate.settleLastTick();
          new Membership(local, here.name(), queue).promote();
          new Tables(local, queue).forgetSnapshots();
          new Subscribing(new NodeSession(local, here), old.node()).run(location, last);
          standstill(here).release();
        });
  }

  /** Makes the old root a branch of this one, if it is not yet. */
  private void demote(NodeSession old) {
    NodeSession here = new NodeSession(local, new Nodes(local).node(queue));
    TickId last = new Ticks(old.session(), queue).last();
    new SameTick(databases, old, last).check(here);
    if (new Ticks(local, queue).details(last).isEmpty()) {
      throw new StateError(
          "node " + old.node().name() + " has gone on to tick " + last + " without this node",
          "'resurrect' with its INI file makes it a branch");
    }
    old.session()
        .transactionally(
            () -> {
              new QueueGate(old.session(), queue).lock();
              new Attendance(old.session(), queue)
                  .keep(
                      () ->
                          new Membership(old.session(), old.node().name(), queue)
                              .demote(3, here.node().name()));
              new Tables(old.session(), queue).forgetSnapshots();
              standstill(old).release();
            });
    new QueueGate(old.session(), queue).wakeReaders();
  }

  /** What is left to do when the roles have changed. */
  List<String> tidyUp(NodeSession old) {
    NodeInfo here = new Nodes(local).node(queue);
    List<Member> members =
        new Nodes(local)
            .members(queue).stream()
                .filter(member -> !member.dead() && !member.name().equals(here.name()))
                .toList();
    List<String> failures = new Departure(databases, here, members).run();
    NodeSession session = new NodeSession(local, here);
    standstill(here).release();
    new Standstill(session, queue, patience).await(false);
    standstill(old).release();
    standstill(old).await(false);
    new Feeders(old, patience).release();
    return failures;
  }

  /** The same over other connections, because those of this operation are busy. */
  private void undoElsewhere(NodeInfo here, String location, String oldLocation) {
    if (promoted) {
      return;
    }
    interrupted = true;
    try (Session another = databases.open(location, "jlondiste");
        NodeSession other = new Cascade(databases, queue).open(oldLocation)) {
      new RootSwitch(another, databases, queue, patience, lastThings).undo(here, other);
    }
  }

  private void undoIfPossible(NodeInfo here, NodeSession old) {
    try {
      undo(here, old);
    } catch (UserError e) {
      LOG.error(
          "Broken off, and writers may still be kept out on node {}: give the command again, or"
              + " with --cancel ({})",
          old.node().name(),
          e.problem());
    }
  }

  /** Lets writers in again on the old root, if this node has not become the root. */
  private void undo(NodeInfo here, NodeSession old) {
    Session session = old.session();
    session.transactionally(
        () -> {
          QueueGate gate = new QueueGate(session, queue);
          gate.lock();
          if (new QueueGate(local, queue).lock() == NodeType.ROOT) {
            throw new StateError(
                "node " + here.name() + " is the root already",
                "give the command again: it goes on from there");
          }
          if (gate.isClosed()) {
            gate.reopen();
            LOG.warn("Called off: writers are let in again on node {}", old.node().name());
          }
          standstill(old).release();
          new Feeders(old, patience).release();
        });
    standstill(here).release();
  }

  private void refuseUnfit(NodeInfo here, NodeSession old, boolean force) {
    if (!here.isProvider()) {
      throw Takeover.leaf(here);
    }
    try (NodeSession root = new Cascade(databases, queue).openRoot(here.providerLocation())) {
      if (!root.node().name().equals(old.node().name())) {
        throw new StateError(
            "node "
                + here.name()
                + " reads from root "
                + root.node().name()
                + ", not from "
                + old.node().name(),
            "'status' shows how the set is");
      }
    }
    new Subscribing(new NodeSession(local, here), old.node()).refuseTakenName();
    standstill(here).awaitSettled();
    new Completeness(local, queue).check(old.session(), force);
    new Feeders(old, patience).refuseUnfit(new NodeSession(local, here));
  }

  private Standstill standstill(NodeSession node) {
    return new Standstill(node, queue, patience);
  }

  private Standstill standstill(NodeInfo here) {
    return standstill(new NodeSession(local, here));
  }
}
