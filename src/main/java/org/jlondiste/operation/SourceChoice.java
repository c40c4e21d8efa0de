package org.jlondiste.operation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    Map<String, List<ReplicatedTable>> bySource = new LinkedHashMap<>();
    List<ReplicatedTable> orphans = new ArrayList<>();
    String rootName = root.node().name();
    if (upTo == UpTo.ROOT) {
      LOG.info("Checking if {} can be used for copy", rootName);
    }
    boolean rootIsGood = false;
    for (ReplicatedTable table : tables) {
      Optional<String> source =
          upTo == UpTo.ROOT && has(root, table)
              ? Optional.of(rootName)
              : nearest(cascade, here, table);
      if (source.isEmpty()) {
        LOG.warn("{}: no node above this one has it", table.name());
        orphans.add(table);
        continue;
      }
      if (upTo == UpTo.ROOT && !rootIsGood && source.get().equals(rootName)) {
        LOG.info("Node {} seems good source, using it", rootName);
        rootIsGood = true;
      }
      LOG.info("{}: Using node {} as provider", table.name(), source.get());
      bySource.computeIfAbsent(source.get(), unseen -> new ArrayList<>()).add(table);
    }
    return new SourceChoice(bySource, orphans);
  }

  private static Optional<String> nearest(Cascade cascade, NodeInfo here, ReplicatedTable table) {
    try (NodeSession found =
        cascade.openFirst(
            here.providerLocation(),
            candidate -> candidate.node().isRoot() || has(candidate, table))) {
      return has(found, table) ? Optional.of(found.node().name()) : Optional.empty();
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
