package org.jlondiste.postgres;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jlondiste.error.DatabaseError;

/** The bytes that a server refused to take for text, as its message names them. */
public final class UnfitBytes {
  /** CHARACTER_NOT_IN_REPERTOIRE and UNTRANSLATABLE_CHARACTER. */
  private static final Set<String> STATES = Set.of("22021", "22P05");

  private static final Pattern BYTES = Pattern.compile("0x[0-9a-f]{2}(?: 0x[0-9a-f]{2})*");

  private final byte[] bytes;

  private UnfitBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** What a refusal complains of; empty if it is about something else. */
  public static Optional<UnfitBytes> of(DatabaseError error) {
    Matcher matcher = BYTES.matcher(error.problem());
    if (!STATES.contains(error.sqlState()) || !matcher.find()) {
      return Optional.empty();
    }
    String[] words = matcher.group().split(" ", -1);
    ByteBuffer bytes = ByteBuffer.allocate(words.length);
    for (String word : words) {
      bytes.put((byte) Integer.parseInt(word.substring(2), 16));
    }
    return Optional.of(new UnfitBytes(bytes.array()));
  }

  /** A single byte. */
  public static UnfitBytes single(byte value) {
    return new UnfitBytes(new byte[] {value});
  }

  /**
   * True if a text holds these bytes. At its end fewer will do: a server that expects a character
   * of several bytes names what follows the text, too.
   */
  public boolean areIn(byte[] text) {
    for (int i = 0; i < text.length; i++) {
      int length = Math.min(bytes.length, text.length - i);
      if (Arrays.equals(text, i, i + length, bytes, 0, length)) {
        return true;
      }
    }
    return false;
  }

  /** As servers write bytes: {@code 0xe9 0x20}. */
  @Override
  public String toString() {
    List<String> words = new ArrayList<>();
    for (byte b : bytes) {
      words.add(String.format("0x%02x", b));
    }
    return String.join(" ", words);
  }
}
