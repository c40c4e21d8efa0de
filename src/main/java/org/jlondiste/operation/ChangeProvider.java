package org.jlondiste.operation;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jlondiste.error.StateError;
import org.jlondiste.error.UsageError;
import org.jlondiste.error.UserError;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Databases;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.queue.Ticks;
import org.jlondiste.topology.ConsumerRecord;
import org.jlondiste.topology.Member;
import org.jlondiste.topology.Membership;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.jlondiste.topology.Subscriber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a node read from another provider. Ticks are the same all along a cascade, so the node goes
 * on at the very tick it has reached. The node is registered with the new provider before the old
 * one forgets it; after an interruption the operation is simply run again.
 */
public final class ChangeProvider {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeProvider.class);
  private static final Sql CONSUMER_EXISTS = Sql.of(ChangeProvider.class, "consumer_exists.sql");

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
    return new Report(true, leave(here, others));
  }

  private void move(NodeInfo here, Member chosen, NodeSession provider) {
    PauseWorker worker = new PauseWorker(local, queue, patience);
    ConsumerRecord record = new ConsumerRecord(local, here.name(), queue, here.workerName());
    boolean moved = false;
    try {
      worker.run(true);
      TickId reached = record.state().completedTick();
      await(provider, reached);
      subscribe(here, provider, reached);
      record.setProvider(chosen.name());
      moved = true;
    } finally {
      if (!moved) {
        record.setPaused(false);
      }
    }
    worker.run(false);
  }

  /** Waits until the new provider has come to the tick where this node will go on. */
  private void await(NodeSession provider, TickId reached) {
    Ticks ticks = new Ticks(provider.session(), queue);
    String name = provider.node().name();
    patience.await(
        "node " + name + " to reach tick " + reached,
        "'status' shows what keeps it; the worker of this node goes on as before",
        () -> ticks.last().isBefore(reached) ? Optional.empty() : Optional.of(reached));
    if (ticks.details(reached).isEmpty()) {
      throw new StateError(
          "node " + name + " has no tick " + reached + ", where this node would go on",
          "choose another provider, or drop this node and create it anew behind " + name);
    }
  }

  private void subscribe(NodeInfo here, NodeSession provider, TickId reached) {
    Session session = provider.session();
    Membership membership = new Membership(session, provider.node().name(), queue);
    String location = new Nodes(local).member(queue, here.name()).location();
    session.transactionally(
        () -> {
          if (isSubscribed(session, here)) {
            membership.unregisterSubscriber(here.name());
          }
          membership.registerLocation(here.name(), location, false);
          membership.registerSubscriber(here.name(), here.workerName(), Optional.of(reached));
        });
  }

  /** What an interrupted run may have left to do. */
  private Report finishFormer(NodeInfo here, String name, List<Member> others) {
    LOG.info(
        "Consumer '{}' at node '{}' has already '{}' as provider",
        here.workerName(),
        here.name(),
        name);
    boolean leftOver = others.stream().anyMatch(member -> keeps(member, here));
    if (!leftOver) {
      return new Report(false, List.of());
    }
    if (here.paused()) {
      new PauseWorker(local, queue, patience).run(false);
    }
    return new Report(true, leave(here, others));
  }

  private boolean keeps(Member member, NodeInfo here) {
    try (NodeSession node = new Cascade(databases, queue).open(member.location())) {
      return isSubscribed(node.session(), here);
    } catch (UserError e) {
      return false;
    }
  }

  /** Ends the registrations with all other nodes: with the former provider, or of earlier tries. */
  private List<String> leave(NodeInfo here, List<Member> others) {
    return others.stream().flatMap(member -> leave(here, member).stream()).toList();
  }

  private Optional<String> leave(NodeInfo here, Member member) {
    try (NodeSession node = new Cascade(databases, queue).open(member.location())) {
      if (isSubscribed(node.session(), here)) {
        new Membership(node.session(), member.name(), queue).unregisterSubscriber(here.name());
      }
      return Optional.empty();
    } catch (UserError e) {
      String failure = "node " + member.name() + ": " + e.problem();
      if (member.name().equals(here.providerNode())) {
        LOG.warn("failed to unregister from old provider: {}", failure);
        return Optional.of(failure);
      }
      LOG.debug("{}", failure);
      return Optional.empty();
    }
  }

  private boolean isSubscribed(Session session, NodeInfo here) {
    return new Nodes(session)
        .subscribers(queue).stream().anyMatch(found -> found.name().equals(here.name()));
  }

  private void refuseCircle(NodeInfo here, Member chosen) {
    Cascade cascade = new Cascade(databases, queue);
    Set<String> way = new HashSet<>();
    cascade
        .openFirst(
            chosen.location(),
            candidate -> {
              way.add(candidate.node().name());
              return candidate.node().isRoot() || candidate.node().name().equals(here.name());
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
    List<Subscriber> subscribers = new Nodes(provider.session()).subscribers(queue);
    boolean mine =
        subscribers.stream()
            .anyMatch(
                found ->
                    found.name().equals(here.name())
                        && found.workerName().equals(here.workerName()));
    boolean taken =
        provider
            .session()
            .row(CONSUMER_EXISTS.with("queue", queue).with("consumer", here.workerName()))
            .bool("found");
    if (taken && !mine) {
      throw new StateError(
          "consumer name " + here.workerName() + " is in use already on node " + chosen.name(),
          "another node has the same job_name; it cannot share a provider with this one");
    }
  }
}
