package org.jlondiste.worker;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jlondiste.model.Event;
import org.jlondiste.postgres.CopyIn;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jspecify.annotations.Nullable;

/** The queue of a branch, into which all events of its provider go with the ids they have. */
final class LocalQueue {
  private static final Sql EVENT_TABLE = Sql.of(LocalQueue.class, "current_event_table.sql");

  private final Session session;
  private final String queue;

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
