package org.jlondiste.operation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jlondiste.error.StateError;
import org.jlondiste.handler.HandlerCatalog;
import org.jlondiste.handler.HandlerShelf;
import org.jlondiste.handler.HandlerSpec;
import org.jlondiste.handler.SessionQuery;
import org.jlondiste.handler.TableHandler;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.jlondiste.topology.Nodes;
import org.jlondiste.topology.ReplicatedTable;
import org.jlondiste.topology.Tables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives a table of this node another handler, or none. Rows that are here stay as they are. */
public final class ChangeHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeHandler.class);

  private final Session local;
  private final String queue;
  private final HandlerCatalog catalog;

  public ChangeHandler(Session local, String queue, HandlerCatalog catalog) {
    this.local = local;
    this.queue = queue;
    this.catalog = catalog;
  }

  /**
   * Changes it.
   *
   * @param word the table as it is typed
   * @param wanted none for the usual way
   * @throws StateError if the node has no such table, or it cannot have this handler
   */
  public void run(String word, Optional<HandlerSpec> wanted) {
    boolean root = new Nodes(local).node(queue).isRoot();
    Tables tables = new Tables(local, queue);
    TableName name = NameChoice.parse(word);
    ReplicatedTable table =
        tables
            .find(name)
            .filter(ReplicatedTable::local)
            .orElseThrow(
                () ->
                    new StateError(
                        "Table " + name + " not found on this node",
                        "'tables' shows what is replicated here"));
    if (HandlerSpec.of(table.attributes()).equals(wanted)) {
      LOG.info("Handler is already set to desired value, nothing done");
      return;
    }
    Map<String, String> attributes =
        wanted
            .map(spec -> spec.in(table.attributes()))
            .orElseGet(() -> HandlerSpec.without(table.attributes()));
    HandlerShelf shelf = new HandlerShelf(catalog, new SessionQuery(local));
    TableHandler handler = shelf.of(name, attributes);
    if (!root) {
      HandlerShelf.check(handler);
    }
    TableName goal = handler.destination().orElse(table.destination());
    if (!goal.equals(table.destination())) {
      throw new StateError(
          "table "
              + name
              + " is "
              + table.destination()
              + " here, and this handler calls it "
              + goal,
          "'remove-table' it, and add it anew with the handler");
    }
    List<String> arguments = handler.triggerArguments(false);
    local.transactionally(
        () -> {
          if (arguments.equals(formerArguments(shelf, table))) {
            // triggers of the operator's own choice stay as they are
            tables.setAttributes(name, attributes);
            LOG.info("Handler changed for table: {}", name);
          } else {
            tables.changeHandler(name, arguments, attributes);
          }
        });
    if (!root && handler.storesRows()) {
      LOG.warn(
          "rows of {} that are here stay as they are; 'resync {}' copies those that the handler"
              + " wants",
          name,
          name);
    }
  }

  private static List<String> formerArguments(HandlerShelf shelf, ReplicatedTable table) {
    return shelf
        .special(table.name(), table.attributes(), true)
        .map(former -> former.triggerArguments(false))
        .orElse(List.of());
  }
}
