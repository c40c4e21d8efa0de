package org.jlondiste.copy;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jlondiste.error.StateError;
import org.jlondiste.error.UserError;
import org.jlondiste.handler.HandlerSpec;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.jlondiste.queue.Subscription;
import org.jlondiste.topology.ConsumerState;
import org.jlondiste.topology.KeptConsumer;
import org.jlondiste.topology.LocalNode;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.jlondiste.topology.ReplicatedTable;
import org.jlondiste.topology.Tables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node that a table is copied from: its name, and its connect string. */
record CopySource(String name, String location) {
  private static final Logger LOG = LoggerFactory.getLogger(CopySource.class);
  private static final String SEARCH = "?";

  /**
   * Chooses: where a copy was begun it goes on, though the worker may have another provider by now;
   * else the node that the operator named, or the first one upwards that has the table if he asked
   * for that; else the provider.
   *
   * @param begun a copy was begun already
   */
  static CopySource of(
      LocalNode node, Session target, ReplicatedTable table, ConsumerState worker, boolean begun) {
    if (begun) {
      Optional<KeptConsumer> kept =
          kept(target, node.queue(), TableCopy.consumerName(node.worker(), table.name()));
      if (kept.isPresent()) {
        return named(node, target, kept.get().providerNode(), worker);
      }
    }
    String wanted = table.attributes().getOrDefault("copy_node", worker.providerNode());
    return wanted.equals(SEARCH)
        ? search(node, table.name(), worker.providerLocation())
        : named(node, target, wanted, worker);
  }

  /** Ends the registration of an earlier copy, if that was made from another node. */
  static void leaveFormer(LocalNode node, Session target, String consumer, String source) {
    Optional<KeptConsumer> former =
        kept(target, node.queue(), consumer).filter(kept -> !kept.providerNode().equals(source));
    if (former.isEmpty()) {
      return;
    }
    try {
      String location =
          new Nodes(target).member(node.queue(), former.get().providerNode()).location();
      try (Session session = node.openRemote(location, "copy")) {
        new Subscription(session, node.queue(), consumer).unregister();
      }
    } catch (UserError e) {
      LOG.warn(
          "consumer {} stays registered on node {} and may hold its queue: {}",
          consumer,
          former.get().providerNode(),
          e.problem());
    }
  }

  private static CopySource named(
      LocalNode node, Session target, String name, ConsumerState worker) {
    return new CopySource(
        name,
        name.equals(worker.providerNode())
            ? worker.providerLocation()
            : new Nodes(target).member(node.queue(), name).location());
  }

  private static CopySource search(LocalNode node, TableName table, String beginning) {
    Set<String> seen = new HashSet<>();
    String location = beginning;
    while (true) {
      try (Session session = node.openRemote(location, "copy of " + table)) {
        NodeInfo info = new Nodes(session).node(node.queue());
        boolean has =
            new Tables(session, node.queue())
                .find(table)
                .filter(ReplicatedTable::local)
                .filter(found -> HandlerSpec.mayStoreRows(found.attributes()))
                .isPresent();
        if (has) {
          return new CopySource(info.name(), location);
        }
        if (info.isRoot() || !seen.add(info.name())) {
          throw new StateError(
              "no node above this one has table " + table, "'status' shows which node has what");
        }
        location = info.providerLocation();
      }
    }
  }

  private static Optional<KeptConsumer> kept(Session target, String queue, String consumer) {
    return new Nodes(target).consumer(queue, consumer);
  }
}
