package org.jlondiste.handler;

import java.util.List;
import java.util.Optional;
import org.jlondiste.model.Event;
import org.jlondiste.model.TableName;

/** A table that must not change once it is copied. */
final class Unchanging implements TableHandler {
  private final TableName table;

  Unchanging(TableName table) {
    this.table = table;
  }

  @Override
  public Optional<List<Deed>> takeEvent(Event event, Occasion occasion) {
    throw new HandlerFailure(
        table, event.id(), "the table must not change (" + event.type() + ")", null);
  }
}
