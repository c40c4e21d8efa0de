package org.jlondiste.chance;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/** Notes in a chronicle what the worker and its copies log. */
final class LogNotes extends AppenderBase<ILoggingEvent> {
  private final Chronicle chronicle;
  private final Logger logger = (Logger) LoggerFactory.getLogger("org.jlondiste");

  private LogNotes(Chronicle chronicle) {
    this.chronicle = chronicle;
  }

  static LogNotes into(Chronicle chronicle) {
    LogNotes notes = new LogNotes(chronicle);
    notes.setContext(notes.logger.getLoggerContext());
    notes.start();
    notes.logger.setLevel(Level.INFO);
    notes.logger.addAppender(notes);
    return notes;
  }

  @Override
  protected void append(ILoggingEvent event) {
    chronicle.note("log " + event.getLevel() + " " + event.getFormattedMessage());
  }

  /** Stops noting. */
  void close() {
    logger.detachAppender(this);
    stop();
  }
}
