package org.jlondiste.change;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jlondiste.model.Event;
import org.jspecify.annotations.Nullable;

/**
 * A row that was too large to be read and was left on the server. Its event says so in {@code
 * ev_extra4}: {@code too large: BYTES HEX}, where HEX are the first characters of the row.
 *
 * @param bytes the size of {@code ev_data}
 * @param beginning the first characters of {@code ev_data}
 */
record LargeRow(String bytes, String beginning) {
  static final String HINT =
      "'resync' copies the table afresh, which takes larger rows than events do; to apply such"
          + " changes give this process more memory, as JLONDISTE_OPTS=-Xmx4g";

  private static final String MARK = "too large: ";

  /** What an event says of a row that was left on the server; null if it brings its row. */
  static @Nullable LargeRow of(Event event) {
    String note = event.extra4();
    if (event.data() != null || note == null || !note.startsWith(MARK)) {
      return null;
    }
    int space = note.indexOf(' ', MARK.length());
    if (space < 0) {
      return null;
    }
    byte[] beginning = HexFormat.of().parseHex(note.substring(space + 1));
    return new LargeRow(
        note.substring(MARK.length(), space), new String(beginning, StandardCharsets.UTF_8));
  }

  /**
   * Says what is wrong.
   *
   * @param key the row's key for people, or an empty text
   */
  String describe(String key) {
    return "the row"
        + (key.isEmpty() ? "" : " with " + key)
        + " is of "
        + bytes
        + " bytes, which is more than the worker's memory allows for ("
        + Runtime.getRuntime().maxMemory() / (1024 * 1024)
        + " MB in all)";
  }
}
