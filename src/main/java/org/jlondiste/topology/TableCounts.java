package org.jlondiste.topology;

import java.util.EnumMap;
import java.util.Map;
import org.jlondiste.model.TableState;
import org.jlondiste.model.TableState.Phase;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;

/**
 * How many tables of a set are how far on a node.
 *
 * @param local those replicated here, by the phase they are in
 * @param ignored those known but not replicated here
 */
public record TableCounts(Map<Phase, Integer> local, int ignored) {
  private static final Sql QUERY = Sql.of(TableCounts.class, "table_counts.sql");

  public TableCounts {
    local = Map.copyOf(local);
  }

  public static TableCounts read(Session session, String queue) {
    Map<Phase, Integer> local = new EnumMap<>(Phase.class);
    int ignored = 0;
    for (Row row : session.rows(QUERY.with("queue", queue))) {
      if (row.bool("local")) {
        String state = row.text("state");
        Phase phase = state.equals("missing") ? Phase.MISSING : TableState.parse(state).phase();
        local.merge(phase, row.integer("tables"), Integer::sum);
      } else {
        ignored += row.integer("tables");
      }
    }
    return new TableCounts(local, ignored);
  }

  /** Replicated here and in sync. */
  public int inSync() {
    return local.getOrDefault(Phase.OK, 0);
  }

  /** Replicated here and not in sync yet. */
  public int underWay() {
    return local.values().stream().mapToInt(Integer::intValue).sum() - inSync();
  }
}
