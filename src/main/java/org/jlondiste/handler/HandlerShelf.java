package org.jlondiste.handler;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.error.UserError;
import org.jlondiste.model.TableName;

/** The handlers of a node's tables, each made once. For one thread at a time. */
public final class HandlerShelf {
  /** Why a handler that reads text cannot work. */
  public static final String NOT_IN_UTF8 =
      "its handler reads text, which is possible only if the provider's database is in UTF8";

  private static final TableHandler PLAIN = new TableHandler() {};

  private final HandlerCatalog catalog;
  private final Surroundings.Query query;
  private final Map<Key, TableHandler> handlers = new HashMap<>();

  private record Key(TableName table, HandlerSpec spec) {}

  public HandlerShelf(HandlerCatalog catalog, Surroundings.Query query) {
    this.catalog = catalog;
    this.query = query;
  }

  /**
   * The handler that a table's attributes name; one that does nothing special if they name none.
   *
   * @param table its name in the set
   * @throws UserError if there is no such handler, or its arguments are wrong
   */
  public TableHandler of(TableName table, Map<String, String> attributes) {
    Optional<HandlerSpec> spec = HandlerSpec.of(attributes);
    if (spec.isEmpty() || spec.get().equals(HandlerSpec.PLAIN)) {
      return PLAIN;
    }
    Key key = new Key(table, spec.get());
    TableHandler known = handlers.get(key);
    if (known == null) {
      known = catalog.create(table, spec.get(), query);
      handlers.put(key, known);
    }
    return known;
  }

  /**
   * The same, where an unknown handler is one that refuses every change, so that its table stops
   * and no other.
   *
   * @param inCharacters events come in characters, not in bytes
   * @return empty if the table has none or it does nothing special
   */
  public Optional<TableHandler> special(
      TableName table, Map<String, String> attributes, boolean inCharacters) {
    if (attributes.isEmpty()) {
      return Optional.empty();
    }
    TableHandler handler;
    try {
      handler = of(table, attributes);
      check(handler);
      if (handler.readsText() && !inCharacters) {
        handler = new Refusing(table, NOT_IN_UTF8);
      }
    } catch (DatabaseError e) {
      if (e.isTransient()) {
        throw e;
      }
      handler = new Refusing(table, e.problem());
    } catch (UserError e) {
      handler = new Refusing(table, e.problem());
    }
    return handler == PLAIN ? Optional.empty() : Optional.of(handler);
  }

  /**
   * Has a handler say which rows and columns it wants; what it asks the node's database for it
   * keeps, so that other threads need not ask.
   *
   * @throws UserError if it cannot tell
   */
  public static void check(TableHandler handler) {
    Objects.requireNonNull(handler.condition());
    Objects.requireNonNull(handler.columns());
  }

  /** Forgets all: what they were made from may have changed. */
  public void clear() {
    handlers.clear();
  }
}
