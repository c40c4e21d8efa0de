package org.jlondiste.change;

import java.util.Optional;
import org.jlondiste.error.ExitCode;
import org.jlondiste.error.UserError;
import org.jlondiste.model.Event;
import org.jlondiste.model.TableName;
import org.jspecify.annotations.Nullable;

/** A row event that cannot be read. */
public final class DecodingError extends UserError {
  private static final long serialVersionUID = 1L;

  private final long eventId;
  private final @Nullable TableName table;

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
    this.table = tableOf(event);
  }

  public long eventId() {
    return eventId;
  }

  /** The table as the set names it; none if the event names none. */
  public Optional<TableName> table() {
    return Optional.ofNullable(table);
  }

  private static @Nullable TableName tableOf(Event event) {
    String raw = event.extra1();
    try {
      return raw == null ? null : TableName.ofRaw(raw);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
