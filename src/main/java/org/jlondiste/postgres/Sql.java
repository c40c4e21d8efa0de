package org.jlondiste.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One SQL statement from a file beside the class that runs it. Parameters are written {@code
 * :name}, so that psql runs the file too (with {@code -v name=…}). Lines that only some servers
 * understand end with {@code --@ since MIN} or {@code --@ before MAX}.
 *
 * <p>Immutable in effect and safe for use by several threads.
 */
public final class Sql {
  private static final int ANY_SERVER = 0;

  private final String path;
  private final String text;
  private final Map<Integer, Form> forms = new ConcurrentHashMap<>();

  /**
   * What is sent to servers of one version.
   *
   * @param statement with {@code ?} for parameters
   * @param parameters their names, in the order of the placeholders
   */
  record Form(String statement, List<String> parameters) {}

  private Sql(String path, String text) {
    this.path = path;
    this.text = text;
  }

  /**
   * Loads a file from the resources of a class's package.
   *
   * @throws IllegalStateException naming the path, if there is no such file
   */
  public static Sql of(Class<?> anchor, String file) {
    return new Sql(file, text(anchor, file));
  }

  /** The text of a file in the resources of a class's package, as it is for a server. */
  public static String text(Class<?> anchor, String file, Server server) {
    return ServerLines.of(text(anchor, file), server);
  }

  /** The text of a file in the resources of a class's package, as it stands. */
  public static String text(Class<?> anchor, String file) {
    String path = "/" + anchor.getPackageName().replace('.', '/') + "/" + file;
    try (InputStream stream = anchor.getResourceAsStream(path)) {
      if (stream == null) {
        throw new IllegalStateException("no such SQL file: " + path);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read SQL file " + path, e);
    }
  }

  /**
   * A statement composed in code, because it names tables or columns: every word in it that comes
   * from outside went through {@link Identifier} or is a {@code :name}.
   */
  public static Sql composed(String purpose, String statement) {
    return new Sql(purpose, statement);
  }

  /** The statement with its first value. */
  public BoundSql with(String name, @Nullable Object value) {
    return bound().with(name, value);
  }

  /** The statement without values, for one that takes none. */
  public BoundSql bound() {
    return new BoundSql(this);
  }

  /** False if the whole statement is for other servers. */
  public boolean isFor(Server server) {
    return !ServerLines.in(text) || !ServerLines.of(text, server).isBlank();
  }

  /** What is sent to a server. */
  Form form(Server server) {
    return ServerLines.in(text)
        ? forms.computeIfAbsent(
            server.versionNumber(), version -> form(ServerLines.of(text, server)))
        : wholeText();
  }

  /** The names of all parameters, on whatever server. */
  List<String> parameters() {
    return wholeText().parameters();
  }

  private Form wholeText() {
    return forms.computeIfAbsent(ANY_SERVER, version -> form(text));
  }

  private static Form form(String text) {
    List<String> names = new ArrayList<>();
    String statement = positional(text, names);
    return new Form(statement, List.copyOf(names));
  }

  @Override
  public String toString() {
    return path;
  }

  private static String positional(String text, List<String> names) {
    StringBuilder out = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      int end = skipOpaque(text, i);
      if (end > i) {
        out.append(text, i, end);
        i = end;
      } else if (c == ':' && i + 1 < text.length() && text.charAt(i + 1) == ':') {
        out.append("::");
        i += 2;
      } else if (c == ':' && i + 1 < text.length() && Character.isLetter(text.charAt(i + 1))) {
        int last = i + 1;
        while (last < text.length()
            && (Character.isLetterOrDigit(text.charAt(last)) || text.charAt(last) == '_')) {
          last++;
        }
        names.add(text.substring(i + 1, last));
        out.append('?');
        i = last;
      } else {
        out.append(c == '?' ? "??" : String.valueOf(c));
        i++;
      }
    }
    return out.toString();
  }

  /** The end of the comment, literal or quoted name that starts at i; i if none does. */
  private static int skipOpaque(String text, int i) {
    char c = text.charAt(i);
    if (c == '-' && text.startsWith("--", i)) {
      int end = text.indexOf('\n', i);
      return end < 0 ? text.length() : end;
    }
    if (c == '\'' || c == '"') {
      int end = text.indexOf(c, i + 1);
      return end < 0 ? text.length() : end + 1;
    }
    if (c == '$') {
      int tagEnd = text.indexOf('$', i + 1);
      if (tagEnd > 0 && text.substring(i + 1, tagEnd).chars().allMatch(Character::isLetter)) {
        String tag = text.substring(i, tagEnd + 1);
        int end = text.indexOf(tag, tagEnd + 1);
        return end < 0 ? text.length() : end + tag.length();
      }
    }
    return i;
  }
}
