package org.jlondiste.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * Something that was logged.
 *
 * @param millis when, since 1970
 * @param logger the class that said it
 * @param failure whose stack trace belongs to it
 */
public record Entry(
    long millis, Level level, String logger, String message, @Nullable Throwable failure) {

  /** An entry of this moment. */
  public static Entry now(Level level, String logger, String message, @Nullable Throwable failure) {
    return new Entry(System.currentTimeMillis(), level, logger, message, failure);
  }
}
