package org.jlondiste.topology;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TableState;
import org.jlondiste.model.TableState.Phase;
import org.jlondiste.postgres.Question;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Sql;

/**
 * How many tables of a set are how far on a node. Each table counts once.
 *
 * @param local those replicated here that have not stopped, by the phase they are in
 * @param stopped those to which nothing is applied any more, whatever phase they were in
 * @param ignored those known but not replicated here
 */
public record TableCounts(Map<Phase, Integer> local, int stopped, int ignored) {
  private static final Sql QUERY = Sql.of(TableCounts.class, "table_counts.sql");

  public TableCounts {
    local = Map.copyOf(local);
  }

  /**
   * Counts.
   *
   * @param stopped the tables to which nothing is applied any more
   */
  public static Question<TableCounts> of(String queue, Collection<TableName> stopped) {
    return new Question<>(
        QUERY.with("queue", queue).with("stopped", stopped.stream().map(TableName::raw).toList()),
        TableCounts::read);
  }

  private static TableCounts read(List<Row> rows) {
    Map<Phase, Integer> local = new EnumMap<>(Phase.class);
    int halted = 0;
    int ignored = 0;
    for (Row row : rows) {
      int tables = row.integer("tables");
      if (!row.bool("local")) {
        ignored += tables;
      } else if (row.bool("stopped")) {
        halted += tables;
      } else {
        String state = row.text("state");
        Phase phase = state.equals("missing") ? Phase.MISSING : TableState.parse(state).phase();
        local.merge(phase, tables, Integer::sum);
      }
    }
    return new TableCounts(local, halted, ignored);
  }

  /** Replicated here and in sync. */
  public int inSync() {
    return local.getOrDefault(Phase.OK, 0);
  }

  /** Replicated here and not in sync yet, but on the way. */
  public int underWay() {
    return local.values().stream().mapToInt(Integer::intValue).sum() - inSync();
  }
}
