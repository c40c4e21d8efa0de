package org.jlondiste.topology;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jlondiste.error.StateError;
import org.jlondiste.model.Attributes;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TableState;
import org.jlondiste.model.TableTransition;
import org.jlondiste.postgres.BoundSql;
import org.jlondiste.postgres.Question;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jspecify.annotations.Nullable;

/** The tables of a set as one node has them, and the guarded moves between their states. */
public final class Tables {
  private static final Sql LIST = Sql.of(Tables.class, "tables.sql");
  private static final Sql FIND = Sql.of(Tables.class, "table.sql");
  private static final Sql UNFINISHED = Sql.of(Tables.class, "unfinished_tables.sql");
  private static final Sql SOME = Sql.of(Tables.class, "tables_named.sql");
  private static final Sql MOVE = Sql.of(Tables.class, "move_tables.sql");
  private static final Sql RESTART = Sql.of(Tables.class, "restart_table.sql");
  private static final Sql SNAPSHOT = Sql.of(Tables.class, "set_table_snapshots.sql");
  private static final Sql FORGET_SNAPSHOTS = Sql.of(Tables.class, "forget_snapshots.sql");
  private static final Sql ATTRIBUTES = Sql.of(Tables.class, "set_table_attributes.sql");
  private static final Sql STRUCTURE = Sql.of(Tables.class, "set_table_structure.sql");
  private static final Sql ADD_TO_SET = Sql.of(Tables.class, "add_table_to_set.sql");
  private static final Sql REMOVE_FROM_SET = Sql.of(Tables.class, "remove_table_from_set.sql");
  private static final Sql ADD = Sql.of(Tables.class, "add_local_table.sql");
  private static final Sql CHANGE_HANDLER = Sql.of(Tables.class, "change_handler.sql");
  private static final Sql REMOVE = Sql.of(Tables.class, "remove_local_table.sql");

  private final Session session;
  private final Calls calls;
  private final String queue;

  public Tables(Session session, String queue) {
    this.session = session;
    this.calls = new Calls(session, "");
    this.queue = queue;
  }

  /** All tables of the set that the node has heard of, in order of registration. */
  public List<ReplicatedTable> list() {
    return session.answer(listOf(queue));
  }

  /** What {@link #list} answers, as a question. */
  public static Question<List<ReplicatedTable>> listOf(String queue) {
    return new Question<>(
        LIST.with("queue", queue), rows -> rows.stream().map(Tables::read).toList());
  }

  /** Those that the node replicates and that are not in sync, in order of registration. */
  public static Question<List<ReplicatedTable>> unfinishedOf(String queue) {
    return new Question<>(
        UNFINISHED.with("queue", queue), rows -> rows.stream().map(Tables::read).toList());
  }

  /** A table by its name in the set. */
  public Optional<ReplicatedTable> find(TableName table) {
    return session.optionalRow(about(FIND, table)).map(Tables::read);
  }

  /** Those tables of the set that have one of these names, in order of registration. */
  public List<ReplicatedTable> find(Collection<TableName> names) {
    return session.rows(about(SOME, names)).stream().map(Tables::read).toList();
  }

  /**
   * Moves a local table from the state it is expected in to another. Its {@code custom_snapshot} is
   * left as it is.
   *
   * @throws StateError if the table is not there or in another state, and then nothing changes
   */
  public void move(TableName table, TableTransition transition, TableState from, TableState to) {
    if (moved(List.of(table), transition, from, to) != 1) {
      throw otherState(table, from, to);
    }
  }

  /**
   * Moves local tables that are all in one state to another, in the transaction under way.
   *
   * @throws StateError if not all of them are in it; then that transaction must not be committed
   */
  public void move(
      Collection<TableName> tables, TableTransition transition, TableState from, TableState to) {
    if (moved(tables, transition, from, to) != tables.size()) {
      throw new StateError(
          "not all of " + tables.size() + " tables are " + from + " and can go to " + to,
          "something else moved some meanwhile; 'tables' shows where they stand");
    }
  }

  private long moved(
      Collection<TableName> tables, TableTransition transition, TableState from, TableState to) {
    if (!transition.from().contains(from.phase()) || transition.to() != to.phase()) {
      throw new IllegalArgumentException(transition + " does not lead from " + from + " to " + to);
    }
    return session.update(about(MOVE, tables).with("to", to.stored()).with("from", from.stored()));
  }

  /**
   * Makes the move {@link TableTransition#RESTART}: it leaves every state, so that no other move
   * made at the same time can be in its way.
   *
   * @throws StateError if the node does not replicate the table
   */
  public void restart(TableName table) {
    if (session.update(about(RESTART, table)) != 1) {
      throw notReplicated(table);
    }
  }

  /** Notes which transactions' changes the copy of a table holds already; null to forget it. */
  public void setSnapshot(TableName table, @Nullable String snapshot) {
    if (setSnapshots(List.of(table), snapshot) != 1) {
      throw notReplicated(table);
    }
  }

  /**
   * Notes the same of several tables.
   *
   * @return how many of them the node replicates
   */
  public long setSnapshots(Collection<TableName> tables, @Nullable String snapshot) {
    return session.update(about(SNAPSHOT, tables).with("snapshot", snapshot));
  }

  /**
   * Forgets what copies that are complete have seen: the numbers of transactions mean something
   * else from now on.
   */
  public void forgetSnapshots() {
    session.update(FORGET_SNAPSHOTS.with("queue", queue));
  }

  public void setAttributes(TableName table, Map<String, String> attributes) {
    calls.quiet(
        about(ATTRIBUTES, table).with("attributes", Attributes.encode(attributes).orElse(null)));
  }

  /** Notes the DDL to be run again when the copy is done; null when that has happened. */
  public void setDroppedDdl(TableName table, @Nullable String statements) {
    calls.quiet(about(STRUCTURE, table).with("ddl", statements));
  }

  /** Adds a table to the node's list of the set. */
  public Answer addToSet(TableName table) {
    return calls.quiet(about(ADD_TO_SET, table));
  }

  /** Takes a table off the node's list of the set; its triggers go with it. */
  public Answer removeFromSet(TableName table) {
    return calls.quiet(about(REMOVE_FROM_SET, table));
  }

  /**
   * Lets this node replicate a table; a root tells the others.
   *
   * @param arguments for the trigger, and the words {@code no_triggers}, {@code expect_sync}, …
   * @param destination its name on this node
   */
  public Answer add(
      TableName table,
      List<String> arguments,
      Map<String, String> attributes,
      TableName destination) {
    return calls.announced(
        about(ADD, table)
            .with("arguments", arguments)
            .with("attributes", Attributes.encode(attributes).orElse(null))
            .with("destination", destination.equals(table) ? null : destination.raw()));
  }

  /** Gives a table of this node other attributes, and triggers by other arguments. */
  public Answer changeHandler(
      TableName table, List<String> arguments, Map<String, String> attributes) {
    return calls.announced(
        about(CHANGE_HANDLER, table)
            .with("arguments", arguments)
            .with("attributes", Attributes.encode(attributes).orElse(null)));
  }

  /** Lets this node no longer replicate a table; a root tells the others. */
  public Answer remove(TableName table) {
    return calls.announced(about(REMOVE, table));
  }

  private BoundSql about(Sql sql, TableName table) {
    return sql.with("queue", queue).with("table", table.raw());
  }

  private BoundSql about(Sql sql, Collection<TableName> tables) {
    return sql.with("queue", queue).with("tables", tables.stream().map(TableName::raw).toList());
  }

  private StateError otherState(TableName table, TableState from, TableState to) {
    Optional<ReplicatedTable> found = find(table).filter(ReplicatedTable::local);
    if (found.isEmpty()) {
      return notReplicated(table);
    }
    return new StateError(
        "table "
            + table
            + " was to go from "
            + from
            + " to "
            + to
            + ", but it is "
            + found.get().state(),
        "something else moved it meanwhile; 'tables' shows where it stands");
  }

  private StateError notReplicated(TableName table) {
    return new StateError(
        "table " + table + " is not replicated on this node",
        "run 'add-table " + table + "' first, or 'tables' to see what is");
  }

  private static ReplicatedTable read(Row row) {
    TableName name = TableName.ofRaw(row.text("table_name"));
    return new ReplicatedTable(
        name,
        row.bool("local"),
        TableState.parse(row.nullableText("merge_state")),
        row.optionalText("custom_snapshot"),
        Attributes.decode(row.optionalText("table_attrs")),
        row.optionalText("dest_table").map(TableName::ofRaw).orElse(name),
        row.optionalText("dropped_ddl"));
  }
}
