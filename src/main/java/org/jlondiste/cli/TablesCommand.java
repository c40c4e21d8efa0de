package org.jlondiste.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jlondiste.error.ExitCode;
import org.jlondiste.topology.Nodes;
import org.jlondiste.topology.ReplicatedTable;
import org.jlondiste.topology.Tables;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the tables that the node replicates. */
@Command(description = "Show the tables that the node replicates, and how far they are.")
final class TablesCommand implements CliCommand {
  @Option(names = "--names-only", description = "Show nothing but names, one a line.")
  private boolean namesOnly;

  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public ExitCode run(CommandContext context) {
    String queue = context.node().queueName();
    new Nodes(context.session()).node(queue);
    List<ReplicatedTable> tables =
        new Tables(context.session(), queue)
            .list().stream().filter(ReplicatedTable::local).toList();
    if (json.json()) {
      List<Map<String, @Nullable Object>> objects = new ArrayList<>();
      tables.forEach(table -> objects.add(asObject(table)));
      context.printJson(objects);
    } else if (namesOnly) {
      tables.forEach(table -> context.out().println(table.name()));
    } else {
      TextTable text = new TextTable("Tables on node", "table_name", "merge_state", "table_attrs");
      for (ReplicatedTable table : tables) {
        text.row(
            table.name().toString(),
            table.state().stored(),
            table.attributes().isEmpty() ? null : table.attributes());
      }
      text.printTo(context.out());
    }
    return ExitCode.OK;
  }

  private static Map<String, @Nullable Object> asObject(ReplicatedTable table) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("table_name", table.name().toString());
    object.put("merge_state", table.state().stored());
    object.put("in_sync", table.isInSync());
    object.put("dest_table", table.destination().toString());
    object.put("table_attrs", table.attributes());
    return object;
  }
}
