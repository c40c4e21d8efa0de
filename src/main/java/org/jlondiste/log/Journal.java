package org.jlondiste.log;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.event.Level;

/** What this process logs: one for all loggers. Without listeners nothing is heard. */
public final class Journal {
  private static final List<Listener> LISTENERS = new CopyOnWriteArrayList<>();
  private static volatile int least = Level.INFO.toInt();

  private Journal() {}

  /** Entries below this level are not heard. */
  public static void setLevel(Level level) {
    least = level.toInt();
  }

  public static void add(Listener listener) {
    LISTENERS.add(listener);
  }

  public static void remove(Listener listener) {
    LISTENERS.remove(listener);
  }

  static boolean hears(Level level) {
    return level.toInt() >= least;
  }

  static void tell(Entry entry) {
    LISTENERS.forEach(listener -> listener.hear(entry));
  }
}
