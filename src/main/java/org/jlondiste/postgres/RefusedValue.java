package org.jlondiste.postgres;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
  /** Servers say it in the language of {@code lc_messages}, which only their owners may set. */
  private static final List<Pattern> PLACES =
      Stream.of(
              "^COPY .+, \\S+ \\d+, \\S+ (.+?) : « (.*) »$",
              "^COPY .+, \\S+ \\d+, \\S+ (.+?): \"(.*)\"$",
              "^COPY .+, \\S+ \\d+, \\S+ (.+?): »(.*)«$",
              "^COPY .+, \\S+ \\d+, \\S+ (.+?): «(.*)»$",
              "^.+のCOPY、行 \\d+、列 (.+?): \"(.*)\"$",
              "^.+ 복사, \\d+번째 줄, (.+?) 열: \"(.*)\"$")
          .map(place -> Pattern.compile(place, Pattern.DOTALL))
          .toList();

  /** Longer values servers cut off, with three dots behind. */
  private static final int LONGEST_SHOWN = 100;

  /** What a refusal complains of; empty if it is about no single value of a COPY. */
  public static Optional<RefusedValue> of(DatabaseError error) {
    if (!(error.getCause() instanceof PSQLException refusal)) {
      return Optional.empty();
    }
    ServerErrorMessage message = refusal.getServerErrorMessage();
    String where = message == null ? null : message.getWhere();
    return where == null ? Optional.empty() : in(where);
  }

  /** What the context of a refusal says. */
  static Optional<RefusedValue> in(String context) {
    return PLACES.stream()
        .map(place -> place.matcher(context))
        .filter(Matcher::find)
        .findFirst()
        .map(matcher -> new RefusedValue(matcher.group(1), matcher.group(2)));
  }

  /** What the value begins with for certain. */
  byte[] beginning() {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return bytes.length >= LONGEST_SHOWN && text.endsWith("...")
        ? Arrays.copyOf(bytes, bytes.length - 3)
        : bytes;
  }
}
