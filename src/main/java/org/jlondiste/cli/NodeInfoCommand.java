package org.jlondiste.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jlondiste.config.ConnectString;
import org.jlondiste.error.ExitCode;
import org.jlondiste.topology.Member;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import picocli.CommandLine.Command;

/** Shows what the node is and how it is reached. */
@Command(description = "Show what the node is, and the connect strings it is reached by.")
final class NodeInfoCommand implements CliCommand {

  @Override
  public ExitCode run(CommandContext context) {
    String queue = context.node().queueName();
    Nodes nodes = new Nodes(context.session());
    NodeInfo node = nodes.node(queue);
    Member member = nodes.member(queue, node.name());
    PrintStream out = context.out();
    out.println("Node: " + node.name() + "  Type: " + node.type() + "  Queue: " + queue);
    out.println("Status: " + status(node, member));
    out.println("Provider: " + (node.isRoot() ? "--" : node.providerNode()));
    out.println("Connect strings:");
    out.println("  Local   : " + ConnectString.withoutPassword(context.node().db()));
    out.println("  Public  : " + ConnectString.withoutPassword(member.location()));
    if (!node.isRoot()) {
      out.println("  Provider: " + ConnectString.withoutPassword(node.providerLocation()));
    }
    node.combinedQueue()
        .ifPresent(
            combined ->
                out.println(
                    "Combined Queue: "
                        + combined
                        + node.combinedType()
                            .map(type -> "  (node type: " + type + ")")
                            .orElse("")));
    return ExitCode.OK;
  }

  private static String status(NodeInfo node, Member member) {
    List<String> words = new ArrayList<>();
    if (member.dead()) {
      words.add("DEAD");
    }
    if (node.paused()) {
      words.add("PAUSED");
    }
    if (!node.uptodate()) {
      words.add("NON-UP-TO-DATE");
    }
    return words.isEmpty() ? "OK" : String.join(", ", words);
  }
}
