package org.jlondiste.handler;

import org.jlondiste.error.ExitCode;
import org.jlondiste.error.UserError;
import org.jlondiste.model.TableName;
import org.jspecify.annotations.Nullable;

/** A handler cannot place a change; nothing more is applied to its table. */
public final class HandlerFailure extends UserError {
  private static final long serialVersionUID = 1L;

  private final transient TableName table;
  private final long eventId;

  /**
   * @param table its name in the set
   * @param why in words that follow a colon
   */
  public HandlerFailure(TableName table, long eventId, String why, @Nullable Throwable cause) {
    super(
        ExitCode.STATE,
        "event " + eventId + " of table " + table + " cannot be handled: " + why,
        "correct the handler with 'change-handler " + table + "', then 'resync " + table + "'",
        cause);
    this.table = table;
    this.eventId = eventId;
  }

  /** Its name in the set. */
  public TableName table() {
    return table;
  }

  public long eventId() {
    return eventId;
  }
}
