package org.jlondiste.cli;

import org.jlondiste.error.ExitCode;
import org.jlondiste.operation.FindMissing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what could be replicated and is not. */
@Command(
    description =
        "Show what could be replicated and is not (r tables, S sequences): on the root what nobody"
            + " added, elsewhere what is in the set and was not added here.")
final class MissingCommand implements CliCommand {
  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public ExitCode run(CommandContext context) {
    FindMissing.Report report =
        new FindMissing(context.session(), context.node().queueName()).run();
    TextTable table = new TextTable("Missing objects on node", "obj_kind", "obj_name");
    report.sequences().forEach(name -> table.row("S", name.toString()));
    report.tables().forEach(name -> table.row("r", name.toString()));
    context.print(table, json);
    return ExitCode.OK;
  }
}
