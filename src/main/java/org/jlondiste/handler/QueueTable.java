package org.jlondiste.handler;

import java.util.List;
import java.util.Optional;
import org.jlondiste.model.Event;

/** A table of the root whose inserted rows go to the queue only. */
final class QueueTable implements TableHandler {
  @Override
  public boolean storesRows() {
    return false;
  }

  @Override
  public Optional<List<Deed>> takeEvent(Event event, Occasion occasion) {
    return Optional.of(List.of());
  }

  @Override
  public List<String> triggerArguments(boolean foreignTrigger) {
    return List.of("tgflags=BI", "SKIP", "expect_sync");
  }
}
