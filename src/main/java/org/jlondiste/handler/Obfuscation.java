package org.jlondiste.handler;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.UUID;
import org.jlondiste.error.ConfigurationError;
import org.jlondiste.handler.ObfuscationMap.Names;
import org.jlondiste.handler.ObfuscationMap.Node;
import org.jlondiste.handler.ObfuscationMap.Word;
import org.jlondiste.model.TableName;
import org.jspecify.annotations.Nullable;

/** Columns that are hashed, kept or left out. What the map does not name does not come here. */
final class Obfuscation implements TableHandler {
  private static final String SKIP = "skip";
  private static final String EMPTY = "{}";

  private final JsonFactory json = new JsonFactory();
  private final Map<String, Node> actions;
  private final byte[] key;

  private Obfuscation(Map<String, Node> actions, byte[] key) {
    this.actions = actions;
    this.key = key;
  }

  static Obfuscation of(TableName table, Map<String, String> arguments, Surroundings surroundings) {
    Path file =
        surroundings
            .settings()
            .obfuscatorMap()
            .orElseThrow(
                () ->
                    new ConfigurationError(
                        "handler obfuscate needs obfuscator_map in the INI file",
                        "it names a file that says what becomes of each column"));
    byte[] key = surroundings.settings().obfuscatorKey().getBytes(StandardCharsets.UTF_8);
    if (key.length > 32) {
      throw new ConfigurationError("obfuscator_key is longer than 32 bytes", "");
    }
    Node found = ObfuscationMap.read(file).entries().get(table.raw());
    if (!(found instanceof Names names)) {
      throw new ConfigurationError(
          "Source table not in obf_map: " + table, "name it and its columns in " + file);
    }
    check(names, file);
    return new Obfuscation(names.entries(), key);
  }

  private static void check(Names names, Path file) {
    names
        .entries()
        .forEach(
            (name, node) -> {
              if (node instanceof Names inner) {
                check(inner, file);
              } else if (node instanceof Word word
                  && !List.of("keep", SKIP, "bool", "hash", "hash32", "hash64")
                      .contains(word.text())) {
                throw new ConfigurationError(
                    file + ": nobody knows what " + word.text() + " is, for " + name,
                    "one of keep, skip, bool, hash, hash32, hash64");
              }
            });
  }

  @Override
  public ColumnChoice columns() {
    List<String> columns = new ArrayList<>();
    actions.forEach(
        (column, action) -> {
          if (!action.equals(new Word(SKIP))) {
            columns.add(column);
          }
        });
    return ColumnChoice.only(columns);
  }

  @Override
  public boolean altersValues() {
    return true;
  }

  @Override
  public Optional<String> incomparable() {
    return Optional.of("handler obfuscate alters its values");
  }

  @Override
  public @Nullable String[] alter(List<String> columns, @Nullable String[] values) {
    @Nullable String[] altered = new @Nullable String[values.length];
    for (int i = 0; i < values.length; i++) {
      String value = values[i];
      Node action = actions.get(columns.get(i));
      if (action == null) {
        throw new IllegalStateException("column " + columns.get(i) + " does not belong here");
      }
      altered[i] = value == null ? null : altered(value, action);
    }
    return altered;
  }

  private String altered(String value, Node action) {
    if (action instanceof Word word) {
      return altered(value, word.text());
    }
    return document(value, ((Names) action).entries());
  }

  private String altered(String value, String action) {
    return switch (action) {
      case "keep" -> value;
      case "bool" -> value.isEmpty() ? "f" : "t";
      case "hash32" -> Integer.toString(ByteBuffer.wrap(digest(value, 4)).getInt());
      case "hash64" -> Long.toString(ByteBuffer.wrap(digest(value, 8)).getLong());
      case "hash" -> {
        ByteBuffer digest = ByteBuffer.wrap(digest(value, 16));
        yield new UUID(digest.getLong(), digest.getLong() & Long.MAX_VALUE).toString();
      }
      default -> throw new IllegalStateException("nobody knows what " + action + " is");
    };
  }

  private byte[] digest(String value, int length) {
    return Blake2s.digest(value.getBytes(StandardCharsets.UTF_8), key, length);
  }

  /** Only what is named of an object remains; what is no object becomes an empty one. */
  private String document(String text, Map<String, Node> inside) {
    try (JsonParser parser = json.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return EMPTY;
      }
      return object(parser, text, inside);
    } catch (IOException e) {
      // what cannot be read is not shown
      return EMPTY;
    }
  }

  private String object(JsonParser parser, String text, Map<String, Node> inside)
      throws IOException {
    Map<String, String> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      Node action = inside.get(name);
      if (action instanceof Names names && token == JsonToken.START_OBJECT) {
        String inner = object(parser, text, names.entries());
        if (!inner.equals(EMPTY)) {
          members.put(name, inner);
        }
        continue;
      }
      int start = (int) parser.currentTokenLocation().getCharOffset();
      String plain = token.isScalarValue() ? parser.getText() : "";
      parser.skipChildren();
      parser.finishToken();
      String raw = text.substring(start, (int) parser.currentLocation().getCharOffset()).strip();
      if (action instanceof Word word && token != JsonToken.VALUE_NULL) {
        member(name, token, token.isScalarValue() ? plain : raw, raw, word.text(), members);
      }
    }
    StringJoiner object = new StringJoiner(", ", "{", "}");
    members.forEach((name, value) -> object.add(quoted(name) + ": " + value));
    return object.toString();
  }

  private void member(
      String name,
      JsonToken token,
      String plain,
      String raw,
      String action,
      Map<String, String> members) {
    switch (action) {
      case "keep" -> members.put(name, raw);
      case "bool" ->
          members.put(
              name,
              quoted(
                  token == JsonToken.VALUE_FALSE
                          || plain.isEmpty()
                          || plain.equals("0")
                          || plain.equals("[]")
                          || plain.equals("{}")
                      ? "f"
                      : "t"));
      case "hash32", "hash64" -> members.put(name, altered(plain, action));
      case "hash" -> members.put(name, quoted(altered(plain, action)));
      default -> {
        // left out
      }
    }
  }

  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
