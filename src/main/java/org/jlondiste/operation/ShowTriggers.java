package org.jlondiste.operation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jlondiste.model.TableName;
import org.jlondiste.operation.TableTriggers.Firing;
import org.jlondiste.operation.TableTriggers.Trigger;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.topology.Nodes;

/** Lists the triggers of the tables that a node replicates. Changes nothing. */
public final class ShowTriggers {
  private static final Sql TRIGGERS = Sql.of(ShowTriggers.class, "table_triggers.sql");

  private final Session local;
  private final String queue;

  public ShowTriggers(Session local, String queue) {
    this.local = local;
    this.queue = queue;
  }

  /** The tables by name, each with its triggers by name, in the order in which they fire. */
  public List<TableTriggers> run() {
    new Nodes(local).node(queue);
    Map<TableName, TableName> destinations = new LinkedHashMap<>();
    Map<TableName, List<Trigger>> triggers = new LinkedHashMap<>();
    for (Row row : local.rows(TRIGGERS.with("queue", queue))) {
      TableName table = TableName.ofRaw(row.text("table_name"));
      destinations.put(table, TableName.ofRaw(row.text("dest_table")));
      List<Trigger> own = triggers.computeIfAbsent(table, unseen -> new ArrayList<>());
      row.optionalText("trigger_name").ifPresent(name -> own.add(trigger(name, row)));
    }
    return triggers.entrySet().stream()
        .map(
            entry ->
                new TableTriggers(
                    entry.getKey(),
                    destinations.getOrDefault(entry.getKey(), entry.getKey()),
                    entry.getValue()))
        .toList();
  }

  private static Trigger trigger(String name, Row row) {
    return new Trigger(
        name,
        row.text("function_name"),
        row.bool("of_replication"),
        row.text("fires_on"),
        row.text("timing"),
        row.text("level"),
        Firing.ofCatalog(row.text("enabled")));
  }
}
