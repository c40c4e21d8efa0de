package org.jlondiste.operation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.jlondiste.topology.ReplicatedTable;
import org.jlondiste.topology.Tables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables of this node that the words of a command line mean.
 *
 * @param tables those that have all their rows
 * @param leftOut the others
 * @param unknown words that mean none
 */
record ComparableTables(List<ReplicatedTable> tables, List<Unfit> leftOut, List<String> unknown) {
  private static final Logger LOG = LoggerFactory.getLogger(ComparableTables.class);

  /** A table that lacks rows, and why. */
  record Unfit(String name, String reason) {}

  /**
   * Chooses.
   *
   * @param words names and patterns; empty for all tables of this node
   */
  static ComparableTables choose(Session session, String queue, List<String> words) {
    Map<TableName, ReplicatedTable> known = new LinkedHashMap<>();
    for (ReplicatedTable table : new Tables(session, queue).list()) {
      if (table.local()) {
        known.put(table.name(), table);
      }
    }
    Collection<ReplicatedTable> meant = known.values();
    List<String> unknown = List.of();
    List<Unfit> leftOut = new ArrayList<>();
    if (!words.isEmpty()) {
      NameChoice choice = NameChoice.of(words, known.keySet());
      meant = known.values().stream().filter(t -> choice.chosen().contains(t.name())).toList();
      unknown = choice.unknown();
    }
    List<ReplicatedTable> tables = new ArrayList<>();
    for (ReplicatedTable table : meant) {
      if (table.isInSync()) {
        tables.add(table);
      } else {
        LOG.warn("Table {} not synced yet, no point", table.name());
        leftOut.add(new Unfit(table.name().toString(), "is " + table.state()));
      }
    }
    return new ComparableTables(tables, leftOut, unknown);
  }
}
