package org.jlondiste.handler;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jlondiste.model.Event;
import org.jlondiste.postgres.Identifier;
import org.jspecify.annotations.Nullable;

/** Changes that become events of another queue. */
final class QueueSplitter implements TableHandler {
  private final String queue;

  QueueSplitter(Map<String, String> arguments) {
    this.queue = arguments.getOrDefault("queue", "");
  }

  @Override
  public boolean storesRows() {
    return false;
  }

  @Override
  public boolean readsText() {
    return true;
  }

  @Override
  public Optional<List<Deed>> takeEvent(Event event, Occasion occasion) {
    String sql =
        "select pgq.insert_event_raw("
            + Identifier.literal(queue)
            + ", null, "
            + Literals.of(event.time())
            + "::timestamptz, null, null, "
            + Literals.of(event.type())
            + ", "
            + Literals.of(event.data())
            + extra(event.extra1())
            + extra(event.extra2())
            + extra(event.extra3())
            + extra(event.extra4())
            + ")";
    return Optional.of(List.of(new Deed.Run(sql)));
  }

  private static String extra(@Nullable String value) {
    return ", " + Literals.of(value);
  }

  @Override
  public List<String> triggerArguments(boolean foreignTrigger) {
    return List.of("virtual_table");
  }
}
