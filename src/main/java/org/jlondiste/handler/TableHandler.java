package org.jlondiste.handler;

import java.util.List;
import java.util.Optional;
import org.jlondiste.change.Change;
import org.jlondiste.model.Event;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.jspecify.annotations.Nullable;

/**
 * How one table is replicated on one node. Every method has a default: a handler that overrides
 * none of them does what is done without any.
 *
 * <p>A change takes this way: {@link #takeEvent}, else it is decoded; {@link #condition} keeps rows
 * out; {@link #columns} and {@link #alter} make the row that belongs here; {@link #deeds} says what
 * is done with it. A copy uses the same condition, columns and alteration.
 *
 * <p>A handler may be asked by several threads; only {@link #takeEvent} and {@link #deeds} are
 * asked by one at a time. It throws {@link HandlerFailure} for a row that it cannot place: then the
 * table stops.
 */
public interface TableHandler {
  /** False if the table need not exist here: nothing is copied into it, or compared. */
  default boolean storesRows() {
    return true;
  }

  /**
   * Which rows of the provider's table belong here: an SQL condition over its columns that depends
   * on the row alone; empty for all.
   */
  default String condition() {
    return "";
  }

  /** The same verdict read from the event, where its trigger has written one; else empty. */
  default Optional<Boolean> verdict(Event event) {
    return Optional.empty();
  }

  /** Which columns belong here, and their names. */
  default ColumnChoice columns() {
    return ColumnChoice.ALL;
  }

  /** True if {@link #alter} may alter values. */
  default boolean altersValues() {
    return false;
  }

  /**
   * The row as it is to be stored here.
   *
   * @param columns names of the chosen columns, as they are here
   * @param values their texts, null for NULL; not to be changed
   * @return as many values
   */
  default @Nullable String[] alter(List<String> columns, @Nullable String[] values) {
    return values;
  }

  /** True if the handler must be able to read the text of rows, whatever language it is in. */
  default boolean readsText() {
    return altersValues();
  }

  /** True if the table is left as it is when it is truncated on the root. */
  default boolean ignoresTruncate() {
    return false;
  }

  /** Begins a batch; what was noted about the one before may have been undone. */
  default void begin(Occasion occasion) {}

  /**
   * What is to be done for an event as it came, undecoded.
   *
   * @return empty if the event is to be decoded
   */
  default Optional<List<Deed>> takeEvent(Event event, Occasion occasion) {
    return Optional.empty();
  }

  /**
   * What is to be done for a change.
   *
   * @param change of this node's table, with the row that belongs here
   */
  default List<Deed> deeds(Event event, Change change, Occasion occasion) {
    return List.of(new Deed.Apply(change));
  }

  /** True if a branch hands on what belongs here, not what came from its provider. */
  default boolean handsOnItsOwn() {
    return !condition().isEmpty() || !columns().isAll() || altersValues();
  }

  /** False if a copy must be made in one transaction. */
  default boolean copiesInChunks() {
    return true;
  }

  /** True if rows are in tables that inherit from this one. */
  default boolean storesInChildren() {
    return false;
  }

  /** Ends a copy of all rows, in its transaction on the target. */
  default void afterCopy(Session target, TableName table) {}

  /** Why the table's rows cannot be compared with those of the provider; empty if they can. */
  default Optional<String> incomparable() {
    return Optional.empty();
  }

  /**
   * Words for {@code londiste.local_add_table}: arguments for the trigger, and words like {@code
   * virtual_table}.
   *
   * @param foreignTrigger the operator asked for one of PgQ's triggers
   */
  default List<String> triggerArguments(boolean foreignTrigger) {
    return List.of();
  }

  /** The table's name here if the handler's arguments say so. */
  default Optional<TableName> destination() {
    return Optional.empty();
  }
}
