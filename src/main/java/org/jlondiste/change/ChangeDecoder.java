package org.jlondiste.change;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jlondiste.model.Event;
import org.jlondiste.model.EventText;
import org.jlondiste.model.InvalidBytes;
import org.jlondiste.model.TableName;
import org.jspecify.annotations.Nullable;

/**
 * Reads row events: our own format (the row as PostgreSQL prints it), and those of {@code
 * pgq.logutriga}, {@code pgq.jsontriga} and {@code pgq.sqltriga}.
 *
 * <p>Remembers the shapes it met. For one thread at a time.
 */
public final class ChangeDecoder {
  private final Map<String, TableName> tables = new HashMap<>();
  private final LiteralRows literalRows = new LiteralRows();
  private final UrlencodedRows urlencodedRows;
  private final JsonRows jsonRows = new JsonRows();

  private final EventText text;

  /** Reads events whose data is text. */
  public ChangeDecoder() {
    this(EventText.CHARACTERS);
  }

  /** Reads events whose data is of this kind; values and parts of SQL are of the same. */
  public ChangeDecoder(EventText text) {
    this.text = text;
    this.urlencodedRows =
        new UrlencodedRows(
            text == EventText.CHARACTERS ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
  }

  /** True if an event of this type tells a change of a table's rows. */
  public static boolean isChange(String type) {
    return switch (type) {
      case "INSERT", "UPDATE", "DELETE", "REPLACE", "REMOVE", "I", "U", "D", "R" -> true;
      default -> isUrlencoded(type) || isJson(type);
    };
  }

  /**
   * Reads one event.
   *
   * @throws DecodingError naming event and table, if the event does not hold what its type says
   * @throws IllegalArgumentException if its type tells no change; ask {@link #isChange} before
   */
  public Change decode(Event event) {
    LargeRow large = LargeRow.of(event);
    if (large != null) {
      throw new DecodingError(
          event, new Malformed(large.describe(literalRows.keyOf(event, large))), LargeRow.HINT);
    }
    try {
      Change change = read(event);
      check(event, change);
      return change;
    } catch (Malformed e) {
      throw new DecodingError(event, e);
    }
  }

  private Change read(Event event) throws Malformed {
    return switch (event.type()) {
      case "INSERT" -> literalRows.decode(event, Operation.INSERT, table(event));
      case "UPDATE" -> literalRows.decode(event, Operation.UPDATE, table(event));
      case "DELETE" -> literalRows.decode(event, Operation.DELETE, table(event));
      case "REPLACE" -> literalRows.decode(event, Operation.REPLACE, table(event));
      case "REMOVE" -> literalRows.decode(event, Operation.REMOVE, table(event));
      case "I" -> statement(event, Operation.INSERT);
      case "U" -> statement(event, Operation.UPDATE);
      case "D" -> statement(event, Operation.DELETE);
      case "R" -> new Truncation(event.id(), table(event));
      default -> {
        if (isUrlencoded(event.type())) {
          yield urlencodedRows.decode(event, table(event));
        }
        if (isJson(event.type())) {
          yield jsonRows.decode(event, table(event));
        }
        throw new IllegalArgumentException("no row event: " + event.type());
      }
    };
  }

  /** Refuses bytes that are no text, or of which nobody knows which text they are. */
  private void check(Event event, Change change) throws Malformed {
    String data = event.data();
    boolean mayHide = isUrlencoded(event.type());
    if (data == null || (text == EventText.CHARACTERS && !mayHide && data.indexOf('\uFFFD') < 0)) {
      return;
    }
    if (text != EventText.BYTES) {
      if (change instanceof RowChange row) {
        for (int i = 0; i < row.shape().size(); i++) {
          if (isSuspect(row.value(i))) {
            check(
                row.value(i),
                "column "
                    + row.shape().columns().get(i)
                    + " of the row with "
                    + row.keyForPeople());
          }
        }
      } else if (change instanceof StatementChange statement) {
        check(statement.sql(), "its SQL");
      }
    }
  }

  /** False if a value needs no closer look. */
  private boolean isSuspect(@Nullable String value) {
    return value != null && (text != EventText.CHARACTERS || value.indexOf('\uFFFD') >= 0);
  }

  private void check(@Nullable String value, String where) throws Malformed {
    if (value == null) {
      return;
    }
    if (text == EventText.CHARACTERS) {
      Optional<String> invalid = InvalidBytes.firstOf(value);
      if (invalid.isPresent()) {
        throw new Malformed(where + " holds a byte that is no UTF-8: " + invalid.get());
      }
      return;
    }
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) >= 0x80) {
        throw new Malformed(
            where
                + " holds the byte "
                + String.format("0x%02x", (int) value.charAt(i))
                + ", and the source's database, which has no encoding (SQL_ASCII), does not say"
                + " which character that is; set source_encoding in the INI file of this node");
      }
    }
  }

  private TableName table(Event event) throws Malformed {
    String raw = event.extra1();
    if (raw == null) {
      throw new Malformed("it names no table in ev_extra1");
    }
    TableName known = tables.get(raw);
    if (known == null) {
      try {
        known = TableName.ofRaw(raw);
      } catch (IllegalArgumentException e) {
        throw new Malformed("ev_extra1 is no table name: " + raw, e);
      }
      tables.put(raw, known);
    }
    return known;
  }

  private StatementChange statement(Event event, Operation operation) throws Malformed {
    String sql = event.data();
    if (sql == null || sql.isEmpty()) {
      throw new Malformed("it has no ev_data");
    }
    return new StatementChange(event.id(), operation, table(event), sql);
  }

  private static boolean isUrlencoded(String type) {
    return type.length() > 1
        && type.charAt(1) == ':'
        && (type.charAt(0) == 'I' || type.charAt(0) == 'U' || type.charAt(0) == 'D');
  }

  private static boolean isJson(String type) {
    return type.startsWith("{\"");
  }
}
