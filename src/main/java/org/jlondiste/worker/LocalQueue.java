package org.jlondiste.worker;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jlondiste.error.StateError;
import org.jlondiste.model.Event;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.CopyIn;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.queue.Batch;
import org.jlondiste.queue.Ticks;
import org.jspecify.annotations.Nullable;

/**
 * The queue of a branch, into which all events and all ticks of its provider go with the ids they
 * have. Events and the tick behind them are written in one transaction.
 */
final class LocalQueue {
  private static final Sql EVENT_TABLE = Sql.of(LocalQueue.class, "current_event_table.sql");

  private final Session session;
  private final String queue;
  private long highestEvent;

  LocalQueue(Session session, String queue) {
    this.session = session;
    this.queue = queue;
  }

  /** Writes events in the transaction under way. */
  void write(List<Event> events) {
    String table = session.row(EVENT_TABLE.with("queue", queue)).text("event_table");
    String statement =
        "copy "
            + table
            + " (ev_id, ev_time, ev_type, ev_data, ev_extra1, ev_extra2, ev_extra3, ev_extra4)"
            + " from stdin";
    try (CopyIn copy = session.copyIn(statement)) {
      StringBuilder line = new StringBuilder();
      for (Event event : events) {
        line.setLength(0);
        highestEvent = Math.max(highestEvent, event.id());
        line.append(event.id());
        for (String field :
            new @Nullable String[] {
              event.time(),
              event.type(),
              event.data(),
              event.extra1(),
              event.extra2(),
              event.extra3(),
              event.extra4()
            }) {
          line.append('\t');
          append(line, field);
        }
        line.append('\n');
        byte[] bytes = line.toString().getBytes(StandardCharsets.UTF_8);
        copy.write(bytes, 0, bytes.length);
      }
      copy.finish();
    }
  }

  /** Ends what was written with the provider's tick, in the transaction under way. */
  void tick(Batch batch) {
    new Ticks(session, queue)
        .repeat(
            batch.tick(), new Ticks.Details(batch.tickTime(), batch.eventSequence()), highestEvent);
  }

  /**
   * Makes the tick up to which the node has come, if it is not there: a worker that writes events
   * and ticks one after the other may have been stopped between them.
   *
   * @throws StateError if the provider does not know that tick any more
   */
  void complete(Session provider, TickId completed) {
    Ticks ticks = new Ticks(session, queue);
    if (!ticks.last().isBefore(completed)) {
      return;
    }
    Ticks.Details details =
        new Ticks(provider, queue)
            .details(completed)
            .orElseThrow(
                () ->
                    new StateError(
                        "the queue of this branch lacks tick "
                            + completed
                            + ", and the provider has it no more",
                        "drop this node with 'drop-node' and create it anew"));
    session.transactionally(() -> ticks.repeat(completed, details, 0));
  }

  private static void append(StringBuilder line, @Nullable String field) {
    if (field == null) {
      line.append("\\N");
      return;
    }
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      switch (c) {
        case '\\' -> line.append("\\\\");
        case '\t' -> line.append("\\t");
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        default -> line.append(c);
      }
    }
  }
}
