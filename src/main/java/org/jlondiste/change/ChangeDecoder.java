package org.jlondiste.change;

import java.util.HashMap;
import java.util.Map;
import org.jlondiste.model.Event;
import org.jlondiste.model.TableName;

/**
 * Reads row events: our own format (the row as PostgreSQL prints it), and those of {@code
 * pgq.logutriga}, {@code pgq.jsontriga} and {@code pgq.sqltriga}.
 *
 * <p>Remembers the shapes it met. For one thread at a time.
 */
public final class ChangeDecoder {
  private final Map<String, TableName> tables = new HashMap<>();
  private final LiteralRows literalRows = new LiteralRows();
  private final UrlencodedRows urlencodedRows = new UrlencodedRows();
  private final JsonRows jsonRows = new JsonRows();

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
    try {
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
    } catch (Malformed e) {
      throw new DecodingError(event, e);
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
