package org.jlondiste.operation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jlondiste.handler.HandlerSpec;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.ReplicatedTable;
import org.jlondiste.topology.Tables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which node tables are compared with: the root, and where that is not asked for or does not have a
 * table itself the nearest provider that does.
 *
 * @param bySource the tables by the name of that node
 * @param orphans the tables that no other node has
 */
record SourceChoice(Map<String, List<ReplicatedTable>> bySource, List<ReplicatedTable> orphans) {
  private static final Logger LOG = LoggerFactory.getLogger(SourceChoice.class);

  /** Which of the nodes that have a table is taken. */
  enum UpTo {
    /** The root, if it has the table. */
    ROOT,
    /** The nearest. */
    PROVIDER
  }

  /**
   * Chooses.
   *
   * @param here this node
   */
  static SourceChoice of(
      List<ReplicatedTable> tables, Cascade cascade, NodeInfo here, NodeSession root, UpTo upTo) {
    SourceChoice choice = new SourceChoice(new LinkedHashMap<>(), new ArrayList<>(tables));
    if (upTo == UpTo.ROOT) {
      String rootName = root.node().name();
      LOG.info("Checking if {} can be used for copy", rootName);
      choice.take(root);
      if (choice.bySource().containsKey(rootName)) {
        LOG.info("Node {} seems good source, using it", rootName);
      }
    }
    if (!choice.orphans().isEmpty()) {
      cascade
          .openFirst(
              here.providerLocation(),
              candidate -> {
                choice.take(candidate);
                return candidate.node().isRoot() || choice.orphans().isEmpty();
              })
          .close();
    }
    choice.orphans().forEach(table -> LOG.warn("{}: no node above this one has it", table.name()));
    return choice;
  }

  /** Tables that have no source yet are taken from a node that has them. */
  private void take(NodeSession node) {
    String name = node.node().name();
    for (ReplicatedTable table : List.copyOf(orphans)) {
      if (has(node, table)) {
        LOG.info("{}: Using node {} as provider", table.name(), name);
        bySource.computeIfAbsent(name, unseen -> new ArrayList<>()).add(table);
        orphans.remove(table);
      }
    }
  }

  private static boolean has(NodeSession node, ReplicatedTable table) {
    return new Tables(node.session(), node.node().queue())
        .find(table.name())
        .filter(ReplicatedTable::local)
        .filter(found -> HandlerSpec.mayStoreRows(found.attributes()))
        .isPresent();
  }
}
