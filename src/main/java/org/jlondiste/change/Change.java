package org.jlondiste.change;

import org.jlondiste.model.TableName;

/** What one event did to one table. */
public sealed interface Change permits RowChange, StatementChange, Truncation {
  /** The event that told it. */
  long eventId();

  /** The table it happened to; on the way to the target, the table there. */
  TableName table();

  /** The same change of a table with another name. */
  Change withTable(TableName other);
}
