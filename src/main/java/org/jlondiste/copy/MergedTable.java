package org.jlondiste.copy;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jlondiste.apply.ApplyConflict;
import org.jlondiste.change.Change;
import org.jlondiste.change.ChangeDecoder;
import org.jlondiste.change.Truncation;
import org.jlondiste.error.StateError;
import org.jlondiste.model.Event;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TableState;
import org.jlondiste.model.TableState.Phase;
import org.jlondiste.postgres.BoundSql;
import org.jlondiste.postgres.Question;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;

/**
 * A local table into which perhaps several queues are replicated: shards that are brought together.
 * A copy may empty it only if no other queue's rows are in it.
 */
public final class MergedTable {
  private static final Sql TABLES = Sql.of(MergedTable.class, "merged_tables.sql");
  private static final Sql PARTS = Sql.of(MergedTable.class, "merged_parts.sql");
  private static final Sql LOCK = Sql.of(MergedTable.class, "lock_merged_parts.sql");
  private static final Sql LOCK_9_1 = Sql.of(MergedTable.class, "lock_merged_table.sql");
  private static final Sql HAS = Sql.of(MergedTable.class, "has_merged_part.sql");
  private static final Sql FORGET = Sql.of(MergedTable.class, "forget_merged_parts.sql");
  private static final Sql ADD = Sql.of(MergedTable.class, "add_merged_part.sql");

  private final Session session;
  private final String queue;
  private final TableName table;

  /**
   * @param table its name here
   */
  MergedTable(Session session, String queue, TableName table) {
    this.session = session;
    this.queue = queue;
    this.table = table;
  }

  /** Another queue that is replicated into the table. */
  private record Part(String queue, Phase phase, boolean present) {
    /** True if its worker applies nothing to the table, or has nothing in it. */
    boolean standsBack() {
      return phase == Phase.IN_COPY || (phase == Phase.MISSING && !present);
    }

    boolean hasRows() {
      return present || !(phase == Phase.IN_COPY || phase == Phase.MISSING);
    }
  }

  /** The local tables that a queue fills together with others. */
  public static Set<TableName> of(Session session, String queue) {
    return session.answer(listOf(queue));
  }

  /** What {@link #of} answers, as a question. */
  public static Question<Set<TableName>> listOf(String queue) {
    return new Question<>(
        TABLES.with("queue", queue),
        rows ->
            rows.stream()
                .map(row -> TableName.ofRaw(row.text("table_name")))
                .collect(Collectors.toSet()));
  }

  /**
   * Lets a change pass that concerns only rows of its own queue.
   *
   * @param change whose table is the one here
   * @throws ApplyConflict if it would take away the rows of other queues, too
   */
  public static Change checked(Change change, Set<TableName> merged) {
    if (change instanceof Truncation && merged.contains(change.table())) {
      throw ApplyConflict.refusing(
          change, "the table holds rows of other queues, too, which must stay");
    }
    return change;
  }

  /**
   * Lets pass what a handler makes of an event, if that concerns only rows of its own queue.
   *
   * @param destination the table here
   * @throws ApplyConflict if it would take away the rows of other queues, too
   */
  public static void checkTask(
      Event event, TableName destination, ChangeDecoder decoder, Set<TableName> merged) {
    if (merged.contains(destination)
        && ChangeDecoder.isChange(event.type())
        && decoder.decode(event) instanceof Truncation truncation) {
      checked(truncation.withTable(destination), merged);
    }
  }

  /**
   * Makes whoever else wants to empty or fill the table with a copy wait until this transaction
   * ends. To be taken before the table's own lock.
   */
  void reserve() {
    // before 9.1 there is only a lock for all tables, which a copy of a table of its own spares
    if (session.server().hasTransactionAdvisoryLocks()) {
      session.rows(LOCK_9_1.with("tables", List.of(table.raw())));
    }
  }

  /** {@link #reserve} for several tables. */
  static void reserve(Session session, Collection<TableName> tables) {
    if (session.server().hasTransactionAdvisoryLocks()) {
      session.rows(LOCK_9_1.with("tables", tables.stream().map(TableName::raw).sorted().toList()));
    }
  }

  /** {@link #claim} for several tables. */
  static void claim(Session session, String queue, Collection<TableName> tables) {
    Set<TableName> merged = of(session, queue);
    for (TableName table : tables) {
      if (merged.contains(table)) {
        throw hasBecomeShared(table);
      }
    }
    List<String> names = tables.stream().map(TableName::raw).toList();
    session.update(FORGET.with("tables", names));
    session.update(ADD.with("queue", queue).with("tables", names));
  }

  private static StateError hasBecomeShared(TableName table) {
    return new StateError(
        "table " + table + " has come to be filled by another queue, too",
        "the copy begins anew by itself");
  }

  boolean isShared() {
    return !parts().isEmpty();
  }

  /**
   * Asks again once the table is locked: the rows of a queue that came meanwhile must stay.
   *
   * @throws StateError if another queue fills the table
   */
  void refuseIfShared() {
    if (isShared()) {
      throw hasBecomeShared(table);
    }
  }

  /**
   * Notes that the copy of this queue fills alone the table that it has just emptied, and so has
   * locked.
   *
   * @throws StateError if another queue fills it, too
   */
  void claim() {
    refuseIfShared();
    markEmptied();
    markFilled();
  }

  /**
   * Begins, in the transaction that copies, to add this queue's rows to those of others. Whoever
   * else wants the same of this table waits until it ends.
   *
   * @return true if the table is to be emptied first
   * @throws StateError if rows of this queue are among those of others already
   */
  boolean join() {
    reserve();
    if (!session.server().hasTransactionAdvisoryLocks()) {
      session.update(LOCK.bound());
    }
    List<Part> parts = parts();
    boolean emptied;
    if (session.row(about(HAS)).bool("found")) {
      if (!parts.stream().allMatch(Part::standsBack)) {
        throw new StateError(
            "table "
                + table
                + " holds rows of this queue and of "
                + parts.stream().map(Part::queue).collect(Collectors.joining(", "))
                + ", which cannot be told apart",
            "to copy it afresh give 'resync "
                + table
                + "' with the INI file of each of these queues; then all parts are copied");
      }
      emptied = true;
    } else {
      emptied = parts.stream().noneMatch(Part::hasRows);
    }
    if (emptied) {
      markEmptied();
    }
    markFilled();
    return emptied;
  }

  private void markEmptied() {
    session.update(FORGET.with("tables", List.of(table.raw())));
  }

  private void markFilled() {
    session.update(ADD.with("queue", queue).with("tables", List.of(table.raw())));
  }

  private List<Part> parts() {
    return session.rows(about(PARTS)).stream()
        .map(
            row ->
                new Part(
                    row.text("queue_name"),
                    TableState.parse(row.nullableText("merge_state")).phase(),
                    row.bool("present")))
        .toList();
  }

  private BoundSql about(Sql sql) {
    return sql.with("queue", queue).with("table", table.raw());
  }
}
