package org.jlondiste.postgres;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jlondiste.error.DatabaseError;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * A value that a server did not take out of a COPY.
 *
 * @param column whose value it is
 * @param text its beginning
 */
public record RefusedValue(String column, String text) {
  /** The server says it in English or not, but always in this order and with these quotes. */
  private static final Pattern PLACE =
      Pattern.compile("^COPY .+, \\S+ \\d+, \\S+ (.+?): \"(.*)\"$", Pattern.DOTALL);

  /** What a refusal complains of; empty if it is about no single value of a COPY. */
  public static Optional<RefusedValue> of(DatabaseError error) {
    if (!(error.getCause() instanceof PSQLException refusal)) {
      return Optional.empty();
    }
    ServerErrorMessage message = refusal.getServerErrorMessage();
    String where = message == null ? null : message.getWhere();
    if (where == null) {
      return Optional.empty();
    }
    Matcher matcher = PLACE.matcher(where);
    return matcher.find()
        ? Optional.of(new RefusedValue(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }
}
