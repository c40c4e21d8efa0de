package org.jlondiste.operation;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jlondiste.error.StateError;
import org.jlondiste.postgres.Databases;
import org.jlondiste.postgres.Session;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;

/** Finds the way along the providers of one set. */
final class Cascade {
  private static final String PURPOSE = "jlondiste";

  private final Databases databases;
  private final String queue;

  Cascade(Databases databases, String queue) {
    this.databases = databases;
    this.queue = queue;
  }

  /**
   * Opens a session with the node behind a connect string.
   *
   * @throws StateError if that database is no node of the set
   */
  NodeSession open(String location) {
    Session session = databases.open(location, PURPOSE);
    try {
      Nodes nodes = new Nodes(session);
      Optional<NodeInfo> node = nodes.info(queue);
      if (node.isEmpty()) {
        throw noNode(session, nodes.queues());
      }
      return new NodeSession(session, node.get());
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** Opens a session with the provider of a node. */
  NodeSession openProvider(NodeInfo node) {
    return open(node.providerLocation());
  }

  /** Opens a session with the root, found by walking up from the node behind a connect string. */
  NodeSession openRoot(String location) {
    return openFirst(location, candidate -> candidate.node().isRoot());
  }

  /**
   * Opens a session with the first node that will do, walking up from the node behind a connect
   * string.
   *
   * @throws StateError if even the root will not do
   */
  NodeSession openFirst(String location, Predicate<NodeSession> willDo) {
    Set<String> seen = new HashSet<>();
    NodeSession candidate = open(location);
    try {
      while (!willDo.test(candidate)) {
        NodeInfo node = candidate.node();
        if (node.isRoot()) {
          throw new StateError(
              "none of the nodes " + String.join(", ", seen) + " and " + node.name() + " will do",
              "'status' shows which node has which tables");
        }
        if (!seen.add(node.name())) {
          throw new StateError(
              "the providers of queue " + queue + " go round in a circle at node " + node.name(),
              "correct it with 'change-provider'");
        }
        candidate.close();
        candidate = openProvider(node);
      }
      return candidate;
    } catch (RuntimeException e) {
      candidate.close();
      throw e;
    }
  }

  private StateError noNode(Session session, List<String> others) {
    String hint =
        others.isEmpty()
            ? "create its node first, or correct the connect string"
            : "it is a node of queue "
                + String.join(", ", others)
                + "; correct queue_name or the connect string";
    return new StateError(session.target() + " holds no node of queue " + queue, hint);
  }
}
