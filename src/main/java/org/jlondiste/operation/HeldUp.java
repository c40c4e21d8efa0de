package org.jlondiste.operation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jlondiste.compare.StoppedTables;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.jlondiste.topology.ReplicatedTable;
import org.jlondiste.topology.Tables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables of a node that do not hold what its position says.
 *
 * @param stopped those to which nothing is applied any more, and why
 * @param underWay those that are still being copied, or wait for it
 * @param tables how many the node replicates in all
 */
record HeldUp(Map<TableName, String> stopped, List<ReplicatedTable> underWay, int tables) {
  private static final Logger LOG = LoggerFactory.getLogger(HeldUp.class);
  private static final int MOST_NAMES = 10;

  HeldUp {
    stopped = Map.copyOf(stopped);
    underWay = List.copyOf(underWay);
  }

  static HeldUp read(Session session, String queue) {
    return read(session, queue, table -> true);
  }

  /**
   * Looks only at some tables.
   *
   * @param wanted tells which
   */
  static HeldUp read(Session session, String queue, Predicate<TableName> wanted) {
    Map<TableName, String> stopped = new HashMap<>(StoppedTables.read(session, queue));
    stopped.keySet().removeIf(wanted.negate());
    List<ReplicatedTable> tables =
        new Tables(session, queue)
            .list().stream().filter(table -> table.local() && wanted.test(table.name())).toList();
    List<ReplicatedTable> underWay =
        tables.stream()
            .filter(table -> !table.isInSync() && !stopped.containsKey(table.name()))
            .toList();
    return new HeldUp(stopped, underWay, tables.size());
  }

  boolean isEmpty() {
    return stopped.isEmpty() && underWay.isEmpty();
  }

  /** Tells the operator. */
  void say() {
    new TreeMap<>(stopped)
        .forEach(
            (table, problem) ->
                LOG.warn(
                    "Table {} has stopped and gets no changes until 'resync {}': {}",
                    table,
                    table,
                    problem));
    if (!underWay.isEmpty()) {
      LOG.warn(
          "{} table(s) are not in sync yet: {}",
          underWay.size(),
          shortened(underWay.stream().map(table -> table.name().toString()).toList()));
    }
  }

  /** All of them, those that have stopped first. */
  String names() {
    List<String> all = new ArrayList<>();
    stopped.keySet().stream().sorted().forEach(table -> all.add(table.toString()));
    underWay.forEach(table -> all.add(table.name().toString()));
    return shortened(all);
  }

  private static String shortened(List<String> names) {
    String most = String.join(", ", names.stream().limit(MOST_NAMES).toList());
    return names.size() > MOST_NAMES ? most + ", …" : most;
  }
}
