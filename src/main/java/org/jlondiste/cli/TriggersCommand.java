package org.jlondiste.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jlondiste.error.ExitCode;
import org.jlondiste.operation.ShowTriggers;
import org.jlondiste.operation.TableTriggers;
import org.jlondiste.operation.TableTriggers.Trigger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the triggers of the node's tables. */
@Command(
    description =
        "Show the triggers of the tables that the node replicates: those by which changes are"
            + " captured or refused, and the applications' own; when each fires, and for whose"
            + " changes.")
final class TriggersCommand implements CliCommand {
  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public ExitCode run(CommandContext context) {
    List<TableTriggers> tables =
        new ShowTriggers(context.session(), context.node().queueName()).run();
    if (json.json()) {
      context.printJson(tables.stream().map(TriggersCommand::asObject).toList());
    } else {
      text(tables).printTo(context.out());
    }
    return ExitCode.OK;
  }

  private static TextTable text(List<TableTriggers> tables) {
    TextTable text =
        new TextTable(
            "Triggers of tables on node",
            "table_name",
            "trigger_name",
            "of",
            "fires",
            "for",
            "function");
    for (TableTriggers table : tables) {
      String name = table.table().toString();
      if (table.triggers().isEmpty()) {
        text.row(name, "(none)", null, null, null, null);
      }
      for (Trigger trigger : table.triggers()) {
        text.row(
            name,
            trigger.name(),
            trigger.ofReplication() ? "replication" : "application",
            trigger.timing() + " " + trigger.level() + ": " + trigger.events(),
            trigger.firing().toString(),
            trigger.function());
      }
    }
    return text;
  }

  private static Map<String, Object> asObject(TableTriggers table) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("table_name", table.table().toString());
    object.put("dest_table", table.destination().toString());
    object.put("triggers", table.triggers().stream().map(TriggersCommand::asObject).toList());
    return object;
  }

  private static Map<String, Object> asObject(Trigger trigger) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("trigger_name", trigger.name());
    object.put("function", trigger.function());
    object.put("of_replication", trigger.ofReplication());
    object.put("events", List.of(trigger.events().split(", ", -1)));
    object.put("timing", trigger.timing());
    object.put("level", trigger.level());
    object.put("fires_for", trigger.firing().toString());
    return object;
  }
}
