package org.jlondiste.operation;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jlondiste.error.StateError;
import org.jlondiste.error.UserError;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Databases;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.queue.Subscription;
import org.jlondiste.queue.Ticks;
import org.jlondiste.topology.Attendance;
import org.jlondiste.topology.ConsumerRecord;
import org.jlondiste.topology.Member;
import org.jlondiste.topology.Membership;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.jlondiste.topology.QueueGate;
import org.jlondiste.topology.ReplicatedTable;
import org.jlondiste.topology.Subscriber;
import org.jlondiste.topology.Tables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a root that was given up, and is back, a branch of its successor. What it committed and
 * nobody has is written to a file; the tables that it concerns are copied afresh from the
 * successor. May be run again whatever interrupted it.
 */
public final class Resurrection {
  private static final Logger LOG = LoggerFactory.getLogger(Resurrection.class);
  private static final Sql CONSUMERS = Sql.of(Resurrection.class, "queue_consumers.sql");
  private static final Sql UNREGISTER = Sql.of(Resurrection.class, "unregister_queue_consumer.sql");

  private final Session local;
  private final Databases databases;
  private final String queue;
  private final Patience patience;

  /**
   * @param local session with the root that is back
   */
  public Resurrection(Session local, Databases databases, String queue, Patience patience) {
    this.local = local;
    this.databases = databases;
    this.queue = queue;
    this.patience = patience;
  }

  /**
   * What came of it.
   *
   * @param lost how many events nobody else had
   * @param failures nodes that could not be told, one line each
   */
  public record Report(long lost, List<String> failures) {
    public Report {
      failures = List.copyOf(failures);
    }
  }

  /** Where the gravestone stands: the node, and the last tick that it had of the old root. */
  private record Gravestone(String node, String location, TickId tick) {}

  /**
   * Does it.
   *
   * @param file for what nobody else has; must not be there yet
   */
  public Report run(Path file) {
    NodeInfo here = new Nodes(local).node(queue);
    if (!here.isProvider()) {
      LOG.info("Current node is leaf, nothing to do");
      return new Report(0, List.of());
    }
    LOG.info("** Searching for gravestone **");
    Gravestone gravestone = find(here);
    LOG.info(
        "Node {} ended at tick {} of node {}", here.name(), gravestone.tick(), gravestone.node());
    try (NodeSession successor = new Cascade(databases, queue).open(gravestone.location())) {
      checkTick(here, gravestone, successor);
      if (!here.isRoot() && isBeyond(here, gravestone)) {
        LOG.info("Node {} reads from node {} already", here.name(), gravestone.node());
        return new Report(0, finish(here, successor));
      }
      LOG.info("** Demote & pause local node **");
      Feeders feeders = new Feeders(new NodeSession(local, here), patience);
      LostEvents lost = new LostEvents(local, queue, gravestone.tick());
      List<String> failures;
      try {
        feeders.pause();
        close(here, gravestone);
        local.transactionally(() -> turnRound(here, gravestone, successor, lost, file));
        LOG.info("** Subscribing old to new **");
        String location = new Nodes(local).member(queue, here.name()).location();
        new Subscribing(successor, here).run(location, gravestone.tick());
        failures = finish(here, successor);
      } finally {
        feeders.release();
      }
      tell(lost, file);
      LOG.info("** Resurrection done, worker paused **");
      return new Report(lost.count(), failures);
    }
  }

  /** An earlier run came far enough for the worker to go on. */
  private boolean isBeyond(NodeInfo here, Gravestone gravestone) {
    return here.providerNode().equals(gravestone.node())
        && gravestone
            .tick()
            .isBefore(new ConsumerRecord(local, queue, here.workerName()).state().completedTick());
  }

  private List<String> finish(NodeInfo here, NodeSession successor) {
    List<String> failures = new Tagging(local, databases, queue).run(here.name(), false).failures();
    new Subscription(successor.session(), queue, Failover.gravestone(here.name())).unregister();
    return failures;
  }

  private Gravestone find(NodeInfo here) {
    String name = Failover.gravestone(here.name());
    Set<String> seen = new HashSet<>(Set.of(here.name()));
    Deque<Member> toAsk = new ArrayDeque<>(new Nodes(local).members(queue));
    List<String> silent = new ArrayList<>();
    while (!toAsk.isEmpty()) {
      Member member = toAsk.poll();
      if (!seen.add(member.name())) {
        continue;
      }
      try (NodeSession node = new Cascade(databases, queue).open(member.location())) {
        toAsk.addAll(new Nodes(node.session()).members(queue));
        Optional<TickId> tick = new Subscription(node.session(), queue, name).position();
        if (tick.isPresent()) {
          return new Gravestone(node.node().name(), member.location(), tick.get());
        }
      } catch (UserError e) {
        LOG.debug("cannot ask node {}", member.name(), e);
        silent.add(member.name());
      }
    }
    throw new StateError(
        "Cannot find failover position (" + here.name() + "): no node says where this one ended",
        silent.isEmpty()
            ? "'takeover --dead-root' leaves such a mark; if nobody has taken over, there is"
                + " nothing to do"
            : "these did not answer: " + String.join(", ", silent));
  }

  private void checkTick(NodeInfo here, Gravestone gravestone, NodeSession successor) {
    if (new Ticks(local, queue).details(gravestone.tick()).isEmpty()) {
      throw new StateError(
          "the queue here does not hold tick " + gravestone.tick() + " any more",
          "what was lost cannot be told from the rest: 'drop-node "
              + here.name()
              + "', then create it anew");
    }
    new SameTick(databases, new NodeSession(local, here), gravestone.tick()).check(successor);
  }

  /** Nobody writes any more, and the worker stands still. */
  private void close(NodeInfo here, Gravestone gravestone) {
    if (here.isRoot()) {
      QueueGate gate = new QueueGate(local, queue);
      boolean known =
          new Nodes(local)
              .members(queue).stream().anyMatch(m -> m.name().equals(gravestone.node()));
      if (!gate.isClosed() && !known) {
        new Membership(local, queue)
            .registerLocation(gravestone.node(), gravestone.location(), false);
      }
      new Standstill(new NodeSession(local, here), queue, patience).begin();
      Membership membership = new Membership(local, queue);
      membership.demote(1, gravestone.node());
      new LastTick(local, here, queue, patience).make(membership, gravestone.node());
    } else if (!here.providerNode().equals(gravestone.node())) {
      throw new StateError(
          "node " + here.name() + " is a branch and reads from node " + here.providerNode(),
          "this command is for a root that was given up");
    } else {
      new Standstill(new NodeSession(local, here), queue, patience).begin();
    }
  }

  /** All that changes in this database, in one transaction. */
  private void turnRound(
      NodeInfo here, Gravestone gravestone, NodeSession successor, LostEvents lost, Path file) {
    boolean wasRoot = new QueueGate(local, queue).lock() == here.type() && here.isRoot();
    LOG.info("** Dropping old subscribers and consumers **");
    dropReaders(gravestone);
    LOG.info("** Dump & delete lost events **");
    lost.save(file);
    Attendance attendance = new Attendance(local, queue);
    Tables tables = new Tables(local, queue);
    lost.tablesAdded().stream()
        .filter(table -> !lost.tablesRemoved().contains(table))
        .filter(table -> tables.find(table).isPresent())
        .forEach(tables::removeFromSet);
    lost.tablesRemoved().forEach(tables::addToSet);
    if (wasRoot) {
      attendance.keep(() -> new Membership(local, queue).demote(3, gravestone.node()));
      tables.forgetSnapshots();
    }
    Predicate<TableName> concerned =
        lost.scripts().isEmpty() ? lost.tables()::containsKey : table -> true;
    Set<TableName> incomplete = incompleteParts(here);
    tables.list().stream()
        .filter(ReplicatedTable::local)
        .filter(table -> concerned.test(table.name()) || incomplete.contains(table.destination()))
        .map(ReplicatedTable::name)
        .forEach(tables::restart);
    new SetList(local, successor.session(), queue, RegistrationFilter.NONE).alignSequences();
    attendance.keep(
        () -> new ConsumerRecord(local, queue, here.workerName()).setCompleted(gravestone.tick()));
  }

  /**
   * The tables here that leafs which feed the queue had not filled, or not kept up; from now on
   * rows come with the queue, and what these leafs had noted about them counts no longer.
   */
  private Set<TableName> incompleteParts(NodeInfo here) {
    Set<TableName> incomplete = new HashSet<>();
    for (String part : here.partQueues()) {
      HeldUp heldUp = HeldUp.read(local, part);
      for (ReplicatedTable table : new Tables(local, part).list()) {
        if (heldUp.stopped().containsKey(table.name()) || heldUp.underWay().contains(table)) {
          LOG.warn("Table {} was not complete here: it will be copied afresh", table.destination());
          new CopyLeftovers(local, part).forgetProgress(table.name());
          incomplete.add(table.destination());
        }
      }
    }
    return incomplete;
  }

  private void dropReaders(Gravestone gravestone) {
    Membership membership = new Membership(local, queue);
    for (Subscriber subscriber : new Nodes(local).subscribers(queue)) {
      Optional<TickId> position =
          new Subscription(local, queue, subscriber.workerName()).position();
      if (position.isPresent() && gravestone.tick().isBefore(position.get())) {
        LOG.warn(
            "Node {} read on from this one: it holds changes that nobody else has. Drop it and"
                + " create it anew",
            subscriber.name());
      }
      membership.unregisterSubscriber(subscriber.name());
    }
    for (Row row : local.rows(CONSUMERS.with("queue", queue))) {
      String name = row.text("consumer_name");
      if (!name.startsWith(".")) {
        LOG.warn("Consumer {} is unregistered", name);
        local.rows(UNREGISTER.with("queue", queue).with("consumer", name));
      }
    }
  }

  private static void tell(LostEvents lost, Path file) {
    LOG.info("** Statistics **");
    LOG.info("  {} event(s) that nobody else has", lost.count());
    if (lost.count() > 0) {
      LOG.info("  they are in {}", file);
    }
    for (Map.Entry<TableName, LostEvents.RowCount> table : lost.tables().entrySet()) {
      LOG.info("  table: {}: {}; it will be copied afresh", table.getKey(), table.getValue());
    }
    for (String script : lost.scripts()) {
      LOG.warn(
          "Script {} ran here and nowhere else; all tables will be copied afresh, and 'check' tells"
              + " what else differs",
          script);
    }
  }
}
