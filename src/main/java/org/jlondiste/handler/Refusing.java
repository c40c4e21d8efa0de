package org.jlondiste.handler;

import java.util.List;
import java.util.Optional;
import org.jlondiste.change.Change;
import org.jlondiste.error.StateError;
import org.jlondiste.model.Event;
import org.jlondiste.model.TableName;
import org.jspecify.annotations.Nullable;

/** Stands for a handler that cannot be had: the first change stops the table. */
final class Refusing implements TableHandler {
  private final TableName table;
  private final String problem;

  Refusing(TableName table, String problem) {
    this.table = table;
    this.problem = problem;
  }

  @Override
  public Optional<List<Deed>> takeEvent(Event event, Occasion occasion) {
    throw new HandlerFailure(table, event.id(), problem, null);
  }

  @Override
  public List<Deed> deeds(Event event, Change change, Occasion occasion) {
    throw new HandlerFailure(table, event.id(), problem, null);
  }

  @Override
  public Optional<String> incomparable() {
    return Optional.of(problem);
  }

  @Override
  public boolean altersValues() {
    return true;
  }

  @Override
  public @Nullable String[] alter(List<String> columns, @Nullable String[] values) {
    throw new StateError(problem, "");
  }

  /** Nothing is handed on as it came: the handler might have altered it. */
  @Override
  public boolean handsOnItsOwn() {
    return true;
  }
}
