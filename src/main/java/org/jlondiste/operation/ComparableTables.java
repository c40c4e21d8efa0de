package org.jlondiste.operation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.topology.ReplicatedTable;
import org.jlondiste.topology.Tables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables of this node that the words of a command line mean.
 *
 * @param tables those that have all their rows
 * @param leftOut the others, and words that mean none
 */
record ComparableTables(List<ReplicatedTable> tables, List<Unfit> leftOut) {
  private static final Sql MERGED = Sql.of(ComparableTables.class, "merged_tables.sql");
  private static final Logger LOG = LoggerFactory.getLogger(ComparableTables.class);

  /** A table that lacks rows or has those of others, or a word that means no table, and why. */
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
    List<Unfit> leftOut = new ArrayList<>();
    if (!words.isEmpty()) {
      NameChoice choice = NameChoice.of(words, known.keySet());
      meant = known.values().stream().filter(t -> choice.chosen().contains(t.name())).toList();
      for (String word : choice.unknown()) {
        LOG.warn("Table not subscribed: {}", word);
        leftOut.add(new Unfit(word, "not replicated on this node"));
      }
    }
    List<ReplicatedTable> tables = new ArrayList<>();
    Set<TableName> merged = merged(session, queue);
    for (ReplicatedTable table : meant) {
      if (merged.contains(table.destination())
          && !table.attributes().containsKey("copy_condition")) {
        LOG.warn("Table {} holds rows of other queues, too", table.name());
        leftOut.add(
            new Unfit(
                table.name().toString(),
                "holds rows of other queues, too; only 'add-table --copy-condition' tells them"
                    + " apart"));
      } else if (table.isInSync()) {
        tables.add(table);
      } else {
        LOG.warn("Table {} not synced yet, no point", table.name());
        leftOut.add(new Unfit(table.name().toString(), "is " + table.state()));
      }
    }
    return new ComparableTables(tables, leftOut);
  }

  private static Set<TableName> merged(Session session, String queue) {
    return session.rows(MERGED.with("queue", queue)).stream()
        .map(row -> TableName.ofRaw(row.text("table_name")))
        .collect(Collectors.toSet());
  }
}
