package org.jlondiste.cli;

import org.jlondiste.config.ConnectString;
import org.jlondiste.error.ExitCode;
import org.jlondiste.topology.Member;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the members of the set. */
@Command(description = "Show the members of the set that the node has heard of.")
final class MembersCommand implements CliCommand {
  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public ExitCode run(CommandContext context) {
    String queue = context.node().queueName();
    Nodes nodes = new Nodes(context.session());
    NodeInfo node = nodes.node(queue);
    TextTable table =
        new TextTable(
            "Member info on " + node.name() + "@" + queue, "node_name", "dead", "node_location");
    for (Member member : nodes.members(queue)) {
      table.row(member.name(), member.dead(), ConnectString.withoutPassword(member.location()));
    }
    context.print(table, json);
    return ExitCode.OK;
  }
}
