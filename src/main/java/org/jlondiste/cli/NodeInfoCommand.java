package org.jlondiste.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jlondiste.config.ConnectString;
import org.jlondiste.error.ExitCode;
import org.jlondiste.model.NodeType;
import org.jlondiste.topology.Member;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what the node is and how it is reached. */
@Command(description = "Show what the node is, and the connect strings it is reached by.")
final class NodeInfoCommand implements CliCommand {
  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public ExitCode run(CommandContext context) {
    String queue = context.node().queueName();
    Nodes nodes = new Nodes(context.session());
    NodeInfo node = nodes.node(queue);
    Member member = nodes.member(queue, node.name());
    if (json.json()) {
      context.printJson(asObject(node, member, context.node().db()));
      return ExitCode.OK;
    }
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

  private static Map<String, @Nullable Object> asObject(NodeInfo node, Member member, String db) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("name", node.name());
    object.put("type", node.type().toString());
    object.put("queue", node.queue());
    object.put("dead", member.dead());
    object.put("paused", node.paused());
    object.put("uptodate", node.uptodate());
    object.put("provider", node.isRoot() ? null : node.providerNode());
    object.put("local_location", ConnectString.withoutPassword(db));
    object.put("location", ConnectString.withoutPassword(member.location()));
    object.put(
        "provider_location",
        node.isRoot() ? null : ConnectString.withoutPassword(node.providerLocation()));
    object.put("combined_queue", node.combinedQueue().orElse(null));
    object.put("combined_type", node.combinedType().map(NodeType::toString).orElse(null));
    return object;
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
