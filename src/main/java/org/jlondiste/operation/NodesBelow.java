package org.jlondiste.operation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jlondiste.error.UserError;
import org.jlondiste.postgres.Databases;
import org.jlondiste.postgres.Session;
import org.jlondiste.topology.Member;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.jlondiste.topology.Subscriber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the nodes that get their rows by way of one node. Those that cannot be asked are found by
 * their providers; where these cannot be asked either, they are counted in, as they may be there.
 * Members that are tagged as dead are not.
 */
final class NodesBelow {
  private static final Logger LOG = LoggerFactory.getLogger(NodesBelow.class);

  private final Session local;
  private final Databases databases;
  private final String queue;
  private final Map<String, Below> others = new LinkedHashMap<>();
  private final Map<String, String> providers = new LinkedHashMap<>();

  private NodesBelow(Session local, Databases databases, String queue) {
    this.local = local;
    this.databases = databases;
    this.queue = queue;
  }

  /**
   * A node below.
   *
   * @param provider the node it reads from; empty if nobody knows
   * @param location its connect string; empty if nobody knows
   * @param worker consumer name of its worker; empty if it could not be asked
   * @param problem why it could not be asked; empty if it could
   */
  record Below(String name, String provider, String location, String worker, String problem) {
    boolean isReachable() {
      return problem.isEmpty();
    }
  }

  /** Asks all members for their places. Providers come before those that read from them. */
  static List<Below> find(Session local, Databases databases, String queue) {
    NodesBelow nodes = new NodesBelow(local, databases, queue);
    NodeInfo here = new Nodes(local).node(queue);
    nodes.ask(here);
    return nodes.below(here);
  }

  private void ask(NodeInfo here) {
    Set<String> dead = new HashSet<>();
    List<Subscriber> subscribers = new ArrayList<>();
    noteSubscribers(here.name(), local, subscribers);
    for (Member member : new Nodes(local).members(queue)) {
      if (member.dead()) {
        LOG.info("Node {} is tagged as dead", member.name());
        dead.add(member.name());
      } else if (!member.name().equals(here.name())) {
        others.put(member.name(), ask(member, subscribers));
      }
    }
    for (Subscriber subscriber : subscribers) {
      String name = subscriber.name();
      if (!dead.contains(name) && !name.equals(here.name())) {
        others.computeIfAbsent(
            name, unknown -> new Below(name, "", "", "", "its location is not known here"));
      }
    }
  }

  private Below ask(Member member, List<Subscriber> subscribers) {
    try (NodeSession opened = new Cascade(databases, queue).open(member.location())) {
      NodeInfo node = opened.node();
      if (!node.name().equals(member.name())) {
        return unreachable(member, "at its location is node " + node.name());
      }
      noteSubscribers(node.name(), opened.session(), subscribers);
      return new Below(node.name(), node.providerNode(), member.location(), node.workerName(), "");
    } catch (UserError e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      return unreachable(member, e.problem());
    }
  }

  private static Below unreachable(Member member, String problem) {
    LOG.warn("node {}: {}", member.name(), problem);
    return new Below(member.name(), "", member.location(), "", problem);
  }

  private void noteSubscribers(String provider, Session session, List<Subscriber> all) {
    for (Subscriber subscriber : new Nodes(session).subscribers(queue)) {
      providers.putIfAbsent(subscriber.name(), provider);
      all.add(subscriber);
    }
  }

  private List<Below> below(NodeInfo here) {
    Map<String, Below> found = new LinkedHashMap<>();
    addReaders(here.name(), here.name(), found);
    boolean someAreHidden =
        here.isRoot() || found.values().stream().anyMatch(node -> !node.isReachable());
    if (someAreHidden) {
      for (Below node : others.values()) {
        if (!node.isReachable() && !providers.containsKey(node.name())) {
          found.put(node.name(), node);
          addReaders(node.name(), here.name(), found);
        }
      }
    }
    for (Below node : others.values()) {
      if (isCutOff(node, here) && !found.containsKey(node.name())) {
        String problem = "it reads from " + node.provider() + ", which is dead or not known here";
        LOG.warn("node {}: {}", node.name(), problem);
        found.put(node.name(), new Below(node.name(), "", node.location(), node.worker(), problem));
        addReaders(node.name(), here.name(), found);
      }
    }
    return List.copyOf(found.values());
  }

  /** Nobody knows below whom such a node is. */
  private boolean isCutOff(Below node, NodeInfo here) {
    return node.isReachable()
        && !node.provider().equals(here.name())
        && !others.containsKey(node.provider());
  }

  private void addReaders(String provider, String top, Map<String, Below> found) {
    for (Below node : others.values()) {
      String reads = node.isReachable() ? node.provider() : providers.getOrDefault(node.name(), "");
      if (reads.equals(provider) && !node.name().equals(top) && !found.containsKey(node.name())) {
        found.put(
            node.name(),
            new Below(node.name(), provider, node.location(), node.worker(), node.problem()));
        addReaders(node.name(), top, found);
      }
    }
  }
}
