package org.jlondiste.compare;

import java.util.HashMap;
import java.util.Map;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Question;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;

/** The tables of a node to which nothing is applied any more, and why. */
public final class StoppedTables {
  private static final Sql KNOWN = Sql.of(StoppedTables.class, "has_stopped_tables.sql");
  private static final Sql LIST = Sql.of(StoppedTables.class, "stopped_tables.sql");

  private StoppedTables() {}

  public static Map<TableName, String> read(Session session, String queue) {
    return session.row(KNOWN.bound()).bool("there") ? session.answer(listOf(queue)) : Map.of();
  }

  /** What {@link #read} answers where they are noted at all, as a question. */
  public static Question<Map<TableName, String>> listOf(String queue) {
    return new Question<>(
        LIST.with("queue", queue),
        rows -> {
          Map<TableName, String> problems = new HashMap<>();
          rows.forEach(
              row -> problems.put(TableName.ofRaw(row.text("table_name")), row.text("problem")));
          return problems;
        });
  }
}
