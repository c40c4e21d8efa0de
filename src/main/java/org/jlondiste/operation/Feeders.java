package org.jlondiste.operation;

import java.util.List;
import org.jlondiste.error.StateError;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.jlondiste.topology.ReplicatedTable;
import org.jlondiste.topology.Tables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leafs that feed a combined queue in the database of one of its nodes. While the queue gets
 * another root they stand still: on the old root they write, beside the new one they begin to.
 */
final class Feeders {
  private static final Logger LOG = LoggerFactory.getLogger(Feeders.class);

  private final NodeSession node;
  private final Patience patience;

  /**
   * @param node of the combined queue
   */
  Feeders(NodeSession node, Patience patience) {
    this.node = node;
    this.patience = patience;
  }

  /**
   * Makes sure that a node could be fed as this one is.
   *
   * @param heir the node that is to be the root
   * @throws StateError if it lacks a leaf, or a table of one, or if a table is not complete here
   */
  void refuseUnfit(NodeSession heir) {
    List<String> parts = node.node().partQueues();
    if (!parts.equals(heir.node().partQueues())) {
      throw new StateError(
          "node "
              + node.node().name()
              + " is fed by "
              + named(parts)
              + ", and node "
              + heir.node().name()
              + " by "
              + named(heir.node().partQueues()),
          "'create-leaf --merge' in the database of node "
              + heir.node().name()
              + " makes the leafs that it lacks");
    }
    for (String part : parts) {
      refuseIncomplete(part);
      refuseMissing(part, heir);
    }
  }

  private void refuseIncomplete(String part) {
    HeldUp heldUp = HeldUp.read(node.session(), part);
    if (!heldUp.isEmpty()) {
      throw new StateError(
          "tables of queue "
              + part
              + ", which feeds node "
              + node.node().name()
              + ", are not complete there: "
              + heldUp.names(),
          "'wait-sync' with the INI file of that leaf waits for them");
    }
  }

  private void refuseMissing(String part, NodeSession heir) {
    List<TableName> here = local(heir.session(), part);
    List<TableName> missing =
        local(node.session(), part).stream().filter(table -> !here.contains(table)).toList();
    if (!missing.isEmpty()) {
      throw new StateError(
          "the leaf of queue "
              + part
              + " beside node "
              + heir.node().name()
              + " lacks tables: "
              + String.join(", ", missing.stream().map(TableName::toString).toList()),
          "'add-table' with its INI file");
    }
  }

  private static List<TableName> local(Session session, String queue) {
    return new Tables(session, queue)
        .list().stream().filter(ReplicatedTable::local).map(ReplicatedTable::name).toList();
  }

  private static String named(List<String> queues) {
    return queues.isEmpty() ? "no queue" : "queue " + String.join(", ", queues);
  }

  /** Asks their workers to stand still, and waits until they do. */
  void pause() {
    for (String part : node.node().partQueues()) {
      LOG.info("{}: pausing the worker that feeds it from queue {}", node.node().name(), part);
      standstill(part).begin();
    }
  }

  /** Lets them go on as soon as they look. */
  void release() {
    node.node().partQueues().forEach(part -> standstill(part).release());
  }

  private Standstill standstill(String part) {
    NodeInfo leaf = new Nodes(node.session()).node(part);
    return new Standstill(new NodeSession(node.session(), leaf), part, patience);
  }
}
