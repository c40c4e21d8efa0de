package org.jlondiste.apply;

import org.jlondiste.change.Change;
import org.jlondiste.change.RowChange;
import org.jlondiste.change.StatementChange;
import org.jlondiste.error.ExitCode;
import org.jlondiste.error.UserError;
import org.jlondiste.model.TableName;
import org.jspecify.annotations.Nullable;

/**
 * One event that the target cannot take. The transaction has to be rolled back; it goes through
 * without the changes of this table, or once the operator mended the target.
 */
public final class ApplyConflict extends UserError {
  private static final long serialVersionUID = 1L;

  private final transient TableName table;
  private final long eventId;
  private final String operation;
  private final String key;
  private final String reason;

  /**
   * @param why what is wrong, in words that follow a colon: "row is not there"
   */
  ApplyConflict(Change change, String why, @Nullable Throwable cause) {
    super(
        ExitCode.STATE,
        "event "
            + change.eventId()
            + " cannot be applied to table "
            + change.table()
            + " ("
            + operation(change)
            + (key(change).isEmpty() ? "" : " of " + key(change))
            + "): "
            + why,
        "make the table here what it is on the root, if it was altered; then 'resync "
            + change.table()
            + "' copies its rows again",
        cause);
    this.table = change.table();
    this.eventId = change.eventId();
    this.operation = operation(change);
    this.key = key(change);
    this.reason = why;
  }

  /**
   * A change that must not be applied, whatever the rows are.
   *
   * @param why in words that follow a colon
   */
  public static ApplyConflict refusing(Change change, String why) {
    return new ApplyConflict(change, why, null);
  }

  /** The table on the target. */
  public TableName table() {
    return table;
  }

  public long eventId() {
    return eventId;
  }

  /** INSERT, UPDATE, DELETE, REPLACE, REMOVE or TRUNCATE. */
  public String operation() {
    return operation;
  }

  /** The row's key for people; empty if the event has none. */
  public String key() {
    return key;
  }

  /** What is wrong, without table, event and key. */
  public String reason() {
    return reason;
  }

  private static String operation(Change change) {
    if (change instanceof RowChange row) {
      return row.operation().name();
    }
    return change instanceof StatementChange statement ? statement.operation().name() : "TRUNCATE";
  }

  private static String key(Change change) {
    return change instanceof RowChange row ? row.keyForPeople() : "";
  }
}
