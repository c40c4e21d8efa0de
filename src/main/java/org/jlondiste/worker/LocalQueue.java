package org.jlondiste.worker;

import java.util.ArrayList;
import java.util.List;
import org.jlondiste.error.StateError;
import org.jlondiste.model.Event;
import org.jlondiste.model.EventText;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.CopyIn;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.postgres.TextPassage;
import org.jlondiste.queue.Batch;
import org.jlondiste.queue.Ticks;
import org.jspecify.annotations.Nullable;

/**
 * The queue of a branch, into which all events and all ticks of its provider go with the ids they
 * have. Events and the tick behind them are written in one transaction.
 */
final class LocalQueue {
  private static final String COLUMNS =
      " (ev_id, ev_time, ev_type, ev_data, ev_extra1, ev_extra2, ev_extra3, ev_extra4)";
  private static final Sql EVENT_TABLE = Sql.of(LocalQueue.class, "current_event_table.sql");

  private final Session session;
  private final String queue;
  private final TextPassage passage;
  private long highestEvent;

  /**
   * @param passage how the provider's events get here
   */
  LocalQueue(Session session, String queue, TextPassage passage) {
    this.session = session;
    this.queue = queue;
    this.passage = passage;
  }

  /** Writes events in the transaction under way. */
  void write(List<Event> events) {
    events.forEach(event -> highestEvent = Math.max(highestEvent, event.id()));
    String table = session.row(EVENT_TABLE.with("queue", queue)).text("event_table");
    if (passage.eventText() == EventText.CHARACTERS) {
      copy(table, events);
      return;
    }
    List<Event> toCopy = new ArrayList<>();
    for (Event event : events) {
      if (passage.takesCopy() && isBytes(event)) {
        toCopy.add(event);
      } else {
        insert(table, event);
      }
    }
    if (!toCopy.isEmpty()) {
      copy(table, toCopy);
    }
  }

  /** Only the data of row events is bytes; all else goes for them if it is ASCII. */
  private static boolean isBytes(Event event) {
    return isAscii(event.type())
        && (!event.isInstruction() || isAscii(event.data()))
        && isAscii(event.extra1())
        && isAscii(event.extra2())
        && isAscii(event.extra3())
        && isAscii(event.extra4());
  }

  private static boolean isAscii(@Nullable String text) {
    return text == null || text.chars().allMatch(c -> c < 0x80);
  }

  private void insert(String table, Event event) {
    String data = event.data();
    boolean text = data == null || event.isInstruction();
    List<@Nullable String[]> row = new ArrayList<>(1);
    row.add(
        new @Nullable String[] {
          String.valueOf(event.id()),
          event.time(),
          event.type(),
          text || data == null ? data : passage.parameter(data),
          event.extra1(),
          event.extra2(),
          event.extra3(),
          event.extra4()
        });
    session.change(
        "insert into "
            + table
            + COLUMNS
            + " values (?, ?, ?, "
            + (text ? "?" : passage.text())
            + ", ?, ?, ?, ?)",
        row);
  }

  private void copy(String table, List<Event> events) {
    String statement = "copy " + table + COLUMNS + " from stdin" + passage.copyOption();
    try (CopyIn copy = session.copyIn(statement)) {
      StringBuilder line = new StringBuilder();
      for (Event event : events) {
        line.setLength(0);
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
        byte[] bytes = line.toString().getBytes(passage.charset());
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
