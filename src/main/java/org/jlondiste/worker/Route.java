package org.jlondiste.worker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jlondiste.model.TableName;
import org.jlondiste.topology.ReplicatedTable;
import org.jspecify.annotations.Nullable;

/** Where the changes of one batch go: tables in sync to their place here, the others nowhere. */
final class Route {
  private final Map<String, TableName> destinations = new HashMap<>();
  private final Map<TableName, TableName> registered = new ConcurrentHashMap<>();

  private final Set<TableName> merged;

  /**
   * @param merged tables here that other queues fill, too
   */
  Route(List<ReplicatedTable> tables, Set<TableName> stopped, Set<TableName> merged) {
    this.merged = merged;
    for (ReplicatedTable table : tables) {
      if (table.isInSync() && !stopped.contains(table.name())) {
        destinations.put(table.name().raw(), table.destination());
        registered.put(table.destination(), table.name());
      }
    }
  }

  /**
   * The table here to which an event's change goes; none if it goes nowhere.
   *
   * @param raw the table as the event names it
   */
  Optional<TableName> destination(@Nullable String raw) {
    return raw == null ? Optional.empty() : Optional.ofNullable(destinations.get(raw));
  }

  /**
   * Tables that have been given another name on this node since, by the names they had.
   *
   * @param now all tables of the set
   */
  Map<TableName, TableName> renamed(List<ReplicatedTable> now) {
    Map<TableName, TableName> newNames = new HashMap<>();
    for (ReplicatedTable table : now) {
      TableName former = destinations.get(table.name().raw());
      if (former != null && !former.equals(table.destination())) {
        newNames.put(former, table.destination());
        registered.put(table.destination(), table.name());
      }
    }
    return newNames;
  }

  /** Notes that changes of a table go to a part of it, too. */
  void addPart(TableName part, TableName table) {
    registered.putIfAbsent(part, table);
  }

  /** The tables here that other queues fill, too. */
  Set<TableName> merged() {
    return merged;
  }

  /** The tables whose changes go somewhere, as events name them. */
  Set<String> tables() {
    return destinations.keySet();
  }

  /** The name in the set of a table here. */
  TableName registered(TableName destination) {
    return registered.getOrDefault(destination, destination);
  }
}
