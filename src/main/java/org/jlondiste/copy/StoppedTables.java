package org.jlondiste.copy;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Question;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;

/**
 * Tables to which nothing is applied any more, because a change did not fit. Only a fresh copy
 * brings them back.
 */
public final class StoppedTables {
  private static final Sql LIST = Sql.of(StoppedTables.class, "stopped_tables.sql");
  private static final Sql STOP = Sql.of(StoppedTables.class, "stop_table.sql");
  private static final Sql RELEASE = Sql.of(StoppedTables.class, "release_table.sql");

  private final Session session;
  private final String queue;

  public StoppedTables(Session session, String queue) {
    this.session = session;
    this.queue = queue;
  }

  public Set<TableName> list() {
    return session.answer(listOf(queue));
  }

  /** What {@link #list} answers, as a question. */
  public static Question<Set<TableName>> listOf(String queue) {
    return new Question<>(
        LIST.with("queue", queue),
        rows ->
            rows.stream()
                .map(row -> TableName.ofRaw(row.text("table_name")))
                .collect(Collectors.toSet()));
  }

  /**
   * Notes that a table stops.
   *
   * @param table its name in the set
   * @param asOf the tick whose changes it still has
   * @param eventId the change that did not fit
   * @param problem in the operator's words
   */
  public void stop(TableName table, TickId asOf, long eventId, String problem) {
    session.update(
        STOP.with("queue", queue)
            .with("table", table.raw())
            .with("tick", asOf.value())
            .with("event", eventId)
            .with("problem", problem));
  }

  /** Forgets that tables stopped, because they are copied afresh. */
  public void release(Collection<TableName> tables) {
    session.update(
        RELEASE.with("queue", queue).with("tables", tables.stream().map(TableName::raw).toList()));
  }
}
