package org.jlondiste.compare;

import java.util.HashMap;
import java.util.Map;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;

/** The tables of a node to which nothing is applied any more, and why. */
public final class StoppedTables {
  private static final Sql KNOWN = Sql.of(StoppedTables.class, "has_stopped_tables.sql");
  private static final Sql LIST = Sql.of(StoppedTables.class, "stopped_tables.sql");

  private StoppedTables() {}

  public static Map<TableName, String> read(Session session, String queue) {
    Map<TableName, String> problems = new HashMap<>();
    if (session.row(KNOWN.bound()).bool("there")) {
      session
          .rows(LIST.with("queue", queue))
          .forEach(
              row -> problems.put(TableName.ofRaw(row.text("table_name")), row.text("problem")));
    }
    return problems;
  }
}
