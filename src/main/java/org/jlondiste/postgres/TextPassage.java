package org.jlondiste.postgres;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jlondiste.error.StateError;
import org.jlondiste.model.EventText;

/**
 * How text gets from one database into another without being altered.
 *
 * <p>From a database in UTF8 it travels as characters. From any other it travels as bytes that are
 * named by their encoding, and the target's server makes text of them: by its own conversions, or
 * byte by byte where both databases have the same encoding or the target has none. Thus what cannot
 * be converted is refused together with the row that holds it.
 *
 * <p>Immutable.
 */
public final class TextPassage {
  /** The encoding of a database that takes any bytes for text. */
  private static final String NONE = "SQL_ASCII";

  private static final String UTF8 = "UTF8";

  /** Encodings, as PostgreSQL tells their names apart, whose characters may end in a backslash. */
  private static final Set<String> WITH_BACKSLASHES =
      Set.of(
          "sjis",
          "shiftjis",
          "mskanji",
          "win932",
          "windows932",
          "shiftjis2004",
          "big5",
          "win950",
          "windows950",
          "gbk",
          "win936",
          "windows936",
          "gb18030",
          "uhc",
          "win949",
          "windows949",
          "johab");

  private final String source;
  private final String target;
  private final String written;
  private final EventText eventText;
  private final boolean sourceNamesEncoding;
  private final boolean targetNamesEncoding;

  private TextPassage(
      String source,
      String target,
      String declared,
      boolean sourceNamesEncoding,
      boolean targetNamesEncoding) {
    this.source = source;
    this.target = target;
    this.sourceNamesEncoding = sourceNamesEncoding;
    this.targetNamesEncoding = targetNamesEncoding;
    boolean said = source.equals(NONE) && !target.equals(NONE);
    if (said) {
      refuseBackslashes(declared);
    }
    this.written = target.equals(NONE) ? NONE : said ? declared : source;
    if (source.equals(UTF8)) {
      this.eventText = EventText.CHARACTERS;
    } else {
      this.eventText = written.isEmpty() ? EventText.UNKNOWN_BYTES : EventText.BYTES;
    }
  }

  /**
   * The passage from one database to another.
   *
   * @param declared what the text of a source that has no encoding is written in; empty if nobody
   *     said
   */
  public static TextPassage between(Session source, Session target, String declared) {
    return new TextPassage(
        source.encoding(),
        target.encoding(),
        declared,
        source.server().hasCopyEncoding(),
        target.server().hasCopyEncoding());
  }

  /** A source that does not know better writes such a byte as if it were a backslash. */
  private static void refuseBackslashes(String declared) {
    String plain = declared.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    if (WITH_BACKSLASHES.contains(plain)) {
      throw new StateError(
          "source_encoding = "
              + declared
              + ": its characters may end in the byte of a backslash, which PostgreSQL's formats"
              + " would take for an escape",
          "convert the text on the source first, for instance by a dump into a database in UTF8");
    }
  }

  /** The passage of characters into a database. */
  public static TextPassage ofCharacters(Session target) {
    return new TextPassage(UTF8, target.encoding(), "", true, target.server().hasCopyEncoding());
  }

  /** True if text leaves this database as bytes. */
  public static boolean isInBytes(Session source) {
    return !source.encoding().equals(UTF8);
  }

  /** What the characters of row events are. */
  public EventText eventText() {
    return eventText;
  }

  /** True if both databases have the same encoding, or both have none. */
  public boolean isBetweenAlike() {
    return source.equals(target);
  }

  /** True if both databases have the encoding UTF8. */
  public boolean isOfCharactersOnly() {
    return source.equals(UTF8) && target.equals(UTF8);
  }

  /** True if the target takes any bytes. */
  public boolean isIntoBytes() {
    return target.equals(NONE);
  }

  /** The encoding that the target's server takes the bytes of events for. */
  public String writtenIn() {
    return written;
  }

  /** The expression for a parameter that holds a text as {@link #parameter} writes it. */
  public String text() {
    if (eventText != EventText.BYTES) {
      return "?";
    }
    return fromBytes(written);
  }

  /** The same as a value of a type. */
  public String value(String type) {
    return eventText == EventText.BYTES ? "cast(" + text() + " as " + type + ")" : "?";
  }

  /** The same where the statement itself does not say which type it takes. */
  public String typedValue(String type) {
    return "cast(" + text() + " as " + type + ")";
  }

  /** A text of an event as a parameter of a statement. */
  public String parameter(String text) {
    return eventText == EventText.BYTES ? escaped(text) : text;
  }

  /** True if the target takes COPY of the texts of events. */
  public boolean takesCopy() {
    return eventText != EventText.BYTES || (targetNamesEncoding && convertsDirectly(written));
  }

  /** What follows a COPY of the texts of events into the target. */
  public String copyOption() {
    return eventText == EventText.BYTES ? " with (encoding " + quoted(written) + ")" : "";
  }

  /** Makes bytes of the texts of events. */
  public Charset charset() {
    return eventText == EventText.CHARACTERS ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
  }

  /** True if a COPY can be piped into another as it is; else only as long as it is ASCII. */
  public boolean pipesAnything() {
    return eventText == EventText.CHARACTERS
        || pipesBytes()
        || (!source.equals(NONE) && !target.equals(NONE));
  }

  /** What follows a {@code COPY … TO STDOUT} of the source. */
  public String pipeOutOption() {
    return pipesBytes() || !pipesAnything() ? sourceBytesOption() : "";
  }

  /** What follows a {@code COPY … TO STDOUT} of the source that hands out its bytes. */
  public String sourceBytesOption() {
    return sourceNamesEncoding ? " with (encoding " + quoted(source) + ")" : "";
  }

  /** True if the source hands out no bytes of its own text, but converts it before. */
  public boolean isConvertedBySource() {
    return !sourceNamesEncoding && !source.equals(NONE) && !source.equals(UTF8);
  }

  /** What follows a {@code COPY … FROM STDIN} of the target. */
  public String pipeInOption() {
    return pipesBytes() ? copyOption() : "";
  }

  /** True if there may be text in the source that does not get into the target. */
  public boolean mayRefuse() {
    if (isIntoBytes()) {
      return !pipesAnything();
    }
    return !source.equals("LATIN1") || !(isBetweenAlike() || target.equals(UTF8));
  }

  /**
   * A query whose parameter is text of the source, as {@link #trialParameter} writes it. The target
   * answers it with an error where a copy would meet one.
   */
  public String trial() {
    // such a copy goes by way of Unicode, whatever the target's encoding is
    String text = isConvertedBySource() ? byUnicode(written) : fromBytes(written);
    return "select octet_length(" + text + ")";
  }

  /**
   * A text for {@link #trial}.
   *
   * @param bytes as a COPY with {@link #sourceBytesOption} hands them out, or as {@link HexLine}
   *     reads them
   */
  public static String trialParameter(byte[] bytes) {
    return escaped(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  /**
   * Bytes of a text of the source, one a character, as its {@code decode(…, 'escape')} reads them.
   */
  public static String escapedBytes(String bytes) {
    return escaped(bytes);
  }

  /** A word for people: {@code SQL_ASCII to UTF8}. */
  @Override
  public String toString() {
    return source + " to " + target;
  }

  private boolean pipesBytes() {
    // an old server hands out what it has where it has no encoding, else it converts
    return eventText == EventText.BYTES
        && takesCopy()
        && (sourceNamesEncoding || source.equals(NONE));
  }

  private String fromBytes(String encoding) {
    return convertsDirectly(encoding)
        ? "convert_from(decode(?, 'escape'), " + quoted(encoding) + ")"
        : byUnicode(encoding);
  }

  private static String byUnicode(String encoding) {
    return "convert_from(convert(decode(?, 'escape'), " + quoted(encoding) + ", 'UTF8'), 'UTF8')";
  }

  private boolean convertsDirectly(String encoding) {
    return encoding.equals(target) || encoding.equals(UTF8) || target.equals(UTF8);
  }

  private static String quoted(String encoding) {
    return Identifier.literal(encoding);
  }

  /** As PostgreSQL's escape format writes bytes. */
  private static String escaped(String bytes) {
    StringBuilder escaped = new StringBuilder(bytes.length() + 16);
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      if (c == '\\') {
        escaped.append("\\\\");
      } else if (c < 0x80) {
        escaped.append(c);
      } else if (c <= 0xff) {
        escaped
            .append('\\')
            .append((char) ('0' + (c >> 6)))
            .append((char) ('0' + (c >> 3 & 7)))
            .append((char) ('0' + (c & 7)));
      } else {
        throw new IllegalArgumentException("no byte: U+" + Integer.toHexString(c));
      }
    }
    return escaped.toString();
  }
}
