package org.jlondiste.change;

import org.jlondiste.error.ExitCode;
import org.jlondiste.error.UserError;
import org.jlondiste.model.Event;
import org.jspecify.annotations.Nullable;

/** A row event that cannot be read. */
public final class DecodingError extends UserError {
  private static final long serialVersionUID = 1L;

  private final long eventId;
  private final @Nullable String table;

  DecodingError(Event event, Malformed cause) {
    this(event, cause, "look at the trigger that wrote it, or 'resync' the table");
  }

  DecodingError(Event event, Malformed cause, String hint) {
    super(
        ExitCode.STATE,
        "event "
            + event.id()
            + " of table "
            + event.extra1()
            + " (ev_type "
            + event.type()
            + ") cannot be read: "
            + cause.getMessage(),
        hint,
        cause);
    this.eventId = event.id();
    this.table = event.extra1();
  }

  public long eventId() {
    return eventId;
  }

  /** The table on the source as the event names it; null if it names none. */
  public @Nullable String table() {
    return table;
  }
}
