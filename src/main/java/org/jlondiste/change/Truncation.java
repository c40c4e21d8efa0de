package org.jlondiste.change;

import org.jlondiste.model.TableName;

/** All rows of a table went at once. */
public record Truncation(long eventId, TableName table) implements Change {
  @Override
  public Truncation withTable(TableName other) {
    return new Truncation(eventId, other);
  }
}
