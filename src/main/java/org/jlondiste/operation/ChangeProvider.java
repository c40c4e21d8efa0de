package org.jlondiste.operation;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jlondiste.error.StateError;
import org.jlondiste.error.UsageError;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Databases;
import org.jlondiste.postgres.Session;
import org.jlondiste.queue.Ticks;
import org.jlondiste.topology.ConsumerRecord;
import org.jlondiste.topology.Member;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.jlondiste.topology.Tables;
import org.jlondiste.topology.UnsettledCopies;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a node read from another provider. Ticks are the same all along a cascade, so the node goes
 * on at the very tick it has reached. The node is registered with the new provider before the old
 * one forgets it; after an interruption the operation is simply run again.
 */
public final class ChangeProvider {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeProvider.class);

  private final Session local;
  private final Databases databases;
  private final String queue;
  private final Patience patience;

  public ChangeProvider(Session local, Databases databases, String queue, Patience patience) {
    this.local = local;
    this.databases = databases;
    this.queue = queue;
    this.patience = patience;
  }

  /**
   * What came of it.
   *
   * @param changed false if the node read from there already
   * @param failures nodes that could not be told, one line each
   */
  public record Report(boolean changed, List<String> failures) {
    public Report {
      failures = List.copyOf(failures);
    }
  }

  /**
   * Changes the provider.
   *
   * @param name of the new provider
   */
  public Report run(String name) {
    Nodes nodes = new Nodes(local);
    NodeInfo here = nodes.node(queue);
    if (here.name().equals(name)) {
      throw new UsageError("node " + name + " cannot subscribe to itself", "name another node");
    }
    if (here.isRoot()) {
      throw new StateError(
          "node " + here.name() + " is the root, it has no provider", "run it for another node");
    }
    Member chosen = nodes.member(queue, name);
    List<Member> others =
        nodes.members(queue).stream()
            .filter(member -> !member.dead())
            .filter(member -> !member.name().equals(name) && !member.name().equals(here.name()))
            .toList();
    if (here.providerNode().equals(name)) {
      return finishFormer(here, name, others);
    }
    refuseCircle(here, chosen);
    try (NodeSession provider = new Cascade(databases, queue).open(chosen.location())) {
      refuseUnfit(here, chosen, provider);
      move(here, chosen, provider);
    }
    return new Report(true, new Departure(databases, here, others).run());
  }

  private void move(NodeInfo here, Member chosen, NodeSession provider) {
    Standstill standstill = new Standstill(new NodeSession(local, here), queue, patience);
    boolean moved = false;
    try {
      boolean gone = isDead(here.providerNode());
      TickId reached = (gone ? standstill.begin() : standstill.beginSettled()).completedTick();
      SameTick tick = new SameTick(databases, new NodeSession(local, here), reached);
      tick.refuseOutrun(provider);
      await(provider, reached);
      tick.check(provider);
      new Subscribing(provider, here)
          .run(new Nodes(local).member(queue, here.name()).location(), reached);
      // in one transaction: whoever breaks this off finds the node moved or not
      local.transactionally(
          () -> {
            copyUnsettledAfresh();
            new ConsumerRecord(local, here.name(), queue, here.workerName())
                .setProvider(chosen.name());
            standstill.release();
          });
      moved = true;
    } finally {
      if (!moved) {
        standstill.release();
      }
    }
    standstill.await(false);
  }

  private boolean isDead(String name) {
    return new Nodes(local)
        .members(queue).stream().anyMatch(member -> member.name().equals(name) && member.dead());
  }

  /** What a dead provider's transactions were, nobody can tell any more. */
  private void copyUnsettledAfresh() {
    for (TableName table : UnsettledCopies.of(local, queue).tables()) {
      LOG.warn(
          "Table {} is copied afresh: its provider is gone before Londiste was done with its copy",
          table);
      new Tables(local, queue).restart(table);
    }
  }

  /** Waits until the new provider has come to the tick where this node will go on. */
  private void await(NodeSession provider, TickId reached) {
    Ticks ticks = new Ticks(provider.session(), queue);
    String name = provider.node().name();
    patience.awaitAloud(
        "node " + name + " to reach tick " + reached,
        "'status' shows what keeps it; the worker of this node goes on as before",
        () -> ticks.last().isBefore(reached) ? Optional.empty() : Optional.of(reached));
    if (ticks.details(reached).isEmpty()) {
      throw new StateError(
          "node " + name + " has no tick " + reached + ", where this node would go on",
          "choose another provider, or drop this node and create it anew behind " + name);
    }
  }

  /** What an interrupted run may have left to do. */
  private Report finishFormer(NodeInfo here, String name, List<Member> others) {
    LOG.info(
        "Consumer '{}' at node '{}' has already '{}' as provider",
        here.workerName(),
        here.name(),
        name);
    Departure departure = new Departure(databases, here, others);
    if (!departure.isDue()) {
      if (here.paused()) {
        LOG.warn("The worker of node {} is paused: 'resume' lets it go on", here.name());
      }
      return new Report(false, List.of());
    }
    if (here.paused()) {
      new Standstill(new NodeSession(local, here), queue, patience).end();
    }
    return new Report(true, departure.run());
  }

  private void refuseCircle(NodeInfo here, Member chosen) {
    Cascade cascade = new Cascade(databases, queue);
    Set<String> way = new HashSet<>();
    Set<String> dead =
        new Nodes(local)
            .members(queue).stream()
                .filter(Member::dead)
                .map(Member::name)
                .collect(Collectors.toSet());
    cascade
        .openFirst(
            chosen.location(),
            candidate -> {
              way.add(candidate.node().name());
              return candidate.node().isRoot()
                  || candidate.node().name().equals(here.name())
                  || dead.contains(candidate.node().providerNode());
            })
        .close();
    if (way.contains(here.name())) {
      throw new StateError(
          "node " + chosen.name() + " itself reads from node " + here.name(),
          "give " + chosen.name() + " another provider first");
    }
  }

  private void refuseUnfit(NodeInfo here, Member chosen, NodeSession provider) {
    if (!provider.node().name().equals(chosen.name())) {
      throw new StateError(
          "behind the connect string of node "
              + chosen.name()
              + " is node "
              + provider.node().name(),
          "'members' shows the connect strings");
    }
    if (!provider.node().isProvider()) {
      throw new StateError(
          "node " + chosen.name() + " is a leaf and cannot be a provider",
          "choose the root or a branch");
    }
    new Subscribing(provider, here).refuseTakenName();
  }
}
