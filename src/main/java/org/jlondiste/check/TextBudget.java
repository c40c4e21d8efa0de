package org.jlondiste.check;

import java.time.Duration;
import java.util.Optional;

/**
 * How much text is looked at.
 *
 * @param sourceEncoding what the text of a source without encoding is written in; may be empty
 * @param rows of each table; empty for all
 * @param limit for all tables together; none if it may take as long as it takes
 */
public record TextBudget(String sourceEncoding, Optional<Long> rows, Optional<Duration> limit) {
  private static final long USUAL_ROWS = 100_000;
  private static final Duration USUAL_LIMIT = Duration.ofSeconds(60);

  /** What a check looks at if nobody says otherwise. */
  public static TextBudget usual(String sourceEncoding) {
    return new TextBudget(sourceEncoding, Optional.of(USUAL_ROWS), Optional.of(USUAL_LIMIT));
  }
}
