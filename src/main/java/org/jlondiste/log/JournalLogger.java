package org.jlondiste.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** One class's logger. */
final class JournalLogger extends LegacyAbstractLogger {
  private static final long serialVersionUID = 1;

  JournalLogger(String name) {
    this.name = name;
  }

  @Override
  public boolean isTraceEnabled() {
    return Journal.hears(Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return Journal.hears(Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return Journal.hears(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return Journal.hears(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return Journal.hears(Level.ERROR);
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String message,
      @Nullable Object @Nullable [] arguments,
      @Nullable Throwable failure) {
    String text = MessageFormatter.basicArrayFormat(message, arguments);
    Journal.tell(Entry.now(level, name, String.valueOf(text), failure));
  }
}
