package org.jlondiste.change;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jlondiste.model.Event;
import org.jlondiste.model.TableName;
import org.jspecify.annotations.Nullable;

/**
 * The format of {@code pgq.jsontriga}: {@code ev_type} is an object with operation, table and key,
 * {@code ev_data} an object with the row. Numbers keep every digit of their text.
 */
final class JsonRows {
  private final JsonFactory factory = new JsonFactory();
  private final Map<String, Head> heads = new HashMap<>();

  /** What {@code ev_type} says. */
  private record Head(String operation, UrlencodedRows.ShapeCache shapes) {}

  Change decode(Event event, TableName table) throws Malformed {
    try {
      Head head = heads.get(event.type());
      if (head == null) {
        head = head(event.type());
        heads.put(event.type(), head);
      }
      return switch (head.operation()) {
        case "INSERT" -> row(event, table, Operation.INSERT, head);
        case "UPDATE" -> row(event, table, Operation.UPDATE, head);
        case "DELETE" -> row(event, table, Operation.DELETE, head);
        case "TRUNCATE" -> new Truncation(event.id(), table);
        default -> throw new Malformed("ev_type has an unknown op: " + head.operation());
      };
    } catch (IOException e) {
      throw new Malformed("it is no JSON: " + e.getMessage(), e);
    }
  }

  private Head head(String type) throws IOException, Malformed {
    String operation = "";
    List<String> key = new ArrayList<>();
    try (JsonParser parser = factory.createParser(type)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (name.equals("op")) {
          operation = parser.getText();
        } else if (name.equals("pkey") && value == JsonToken.START_ARRAY) {
          while (parser.nextToken() == JsonToken.VALUE_STRING) {
            key.add(parser.getText());
          }
        } else {
          parser.skipChildren();
        }
      }
    }
    return new Head(operation, new UrlencodedRows.ShapeCache(key));
  }

  private RowChange row(Event event, TableName table, Operation operation, Head head)
      throws IOException, Malformed {
    String data = event.data();
    if (data == null) {
      throw new Malformed("it has no ev_data");
    }
    List<String> columns = new ArrayList<>();
    List<@Nullable String> values = new ArrayList<>();
    try (JsonParser parser = factory.createParser(data)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new Malformed("ev_data is no JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        columns.add(parser.currentName());
        values.add(value(parser, data));
      }
    }
    RowShape shape = head.shapes().shape(columns);
    if (!shape.hasKey() && operation != Operation.INSERT) {
      throw new Malformed(operation + " needs a key, and ev_type names none");
    }
    return new RowChange(
        event.id(), operation, table, shape, values.toArray(new @Nullable String[0]));
  }

  private static @Nullable String value(JsonParser parser, String data) throws IOException {
    JsonToken token = parser.nextToken();
    return switch (token) {
      case VALUE_NULL -> null;
      case START_OBJECT, START_ARRAY -> {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        yield data.substring(start, (int) parser.currentLocation().getCharOffset());
      }
      default -> parser.getText();
    };
  }
}
