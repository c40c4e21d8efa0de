package org.jlondiste.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jlondiste.error.ExitCode;
import org.jlondiste.operation.PendingForeignKey;
import org.jlondiste.operation.ShowForeignKeys;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the foreign keys that wait for copies. */
@Command(
    description =
        "Show the foreign keys of the node's database that were taken off for copies and are not"
            + " back yet, and what they wait for. The worker puts each back when the copies of both"
            + " its tables are done.")
final class ForeignKeysCommand implements CliCommand {
  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public ExitCode run(CommandContext context) {
    List<PendingForeignKey> keys =
        new ShowForeignKeys(context.session(), context.node().queueName()).run();
    if (json.json()) {
      List<Map<String, @Nullable Object>> objects = new ArrayList<>();
      keys.forEach(key -> objects.add(asObject(key)));
      context.printJson(objects);
    } else {
      TextTable table =
          new TextTable(
              "Pending foreign keys on node", "from_table", "fkey_name", "to_table", "waits_for");
      for (PendingForeignKey key : keys) {
        table.row(key.fromTable(), key.name(), key.toTable(), key.obstacle().orElse("the worker"));
      }
      table.printTo(context.out());
    }
    return ExitCode.OK;
  }

  private static Map<String, @Nullable Object> asObject(PendingForeignKey key) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("from_table", key.fromTable());
    object.put("to_table", key.toTable());
    object.put("fkey_name", key.name());
    object.put("fkey_def", key.definition());
    object.put("waits_for", key.obstacle().orElse(null));
    return object;
  }
}
