package org.jlondiste.chance;

import org.jlondiste.log.Entry;
import org.jlondiste.log.Journal;
import org.jlondiste.log.Listener;

/** Notes in a chronicle what the worker and its copies log. */
final class LogNotes implements Listener {
  private final Chronicle chronicle;

  private LogNotes(Chronicle chronicle) {
    this.chronicle = chronicle;
  }

  static LogNotes into(Chronicle chronicle) {
    LogNotes notes = new LogNotes(chronicle);
    Journal.add(notes);
    return notes;
  }

  @Override
  public void hear(Entry entry) {
    chronicle.note("log " + entry.level() + " " + entry.message());
  }

  /** Stops noting. */
  void close() {
    Journal.remove(this);
  }
}
