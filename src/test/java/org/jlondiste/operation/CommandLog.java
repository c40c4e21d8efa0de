package org.jlondiste.operation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jlondiste.log.Entry;
import org.jlondiste.log.Journal;
import org.jlondiste.log.Listener;
import org.slf4j.event.Level;

/** What operations logged while something was done. */
record CommandLog(List<Entry> entries) {

  static CommandLog during(Runnable work) {
    List<Entry> entries = Collections.synchronizedList(new ArrayList<>());
    Listener listener =
        entry -> {
          if (entry.logger().startsWith("org.jlondiste.operation.")) {
            entries.add(entry);
          }
        };
    Journal.add(listener);
    try {
      work.run();
    } finally {
      Journal.remove(listener);
    }
    return new CommandLog(List.copyOf(entries));
  }

  List<String> warnings() {
    return entries.stream()
        .filter(entry -> entry.level() == Level.WARN)
        .map(Entry::message)
        .toList();
  }
}
