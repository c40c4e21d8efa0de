package org.jlondiste.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jlondiste.error.ExitCode;
import org.jlondiste.operation.NodeStatus;
import org.jlondiste.operation.ShowStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows how all nodes of the set are. */
@Command(
    description =
        "Show all nodes of the set as a tree: tables (in sync / under way / not replicated, and how"
            + " many have stopped), lag, tick, errors. Asks all of them at once; needs no worker."
            + " Ends with 1 if a table has stopped or a node did not answer.")
final class StatusCommand implements CliCommand {
  private static final Logger LOG = LoggerFactory.getLogger(StatusCommand.class);

  @Option(names = "--compact", description = "One line per node.")
  private boolean compact;

  @Option(names = "--dead", paramLabel = "NODE", description = "Do not ask this node; repeatable.")
  private List<String> dead = new ArrayList<>();

  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public ExitCode run(CommandContext context) {
    dead.forEach(node -> LOG.info("Assuming node '{}' as dead", node));
    ShowStatus.Report report =
        new ShowStatus(context.session(), context.remotes(), context.node().queueName())
            .all(new HashSet<>(dead));
    for (NodeStatus node : report.nodes()) {
      node.failure().ifPresent(text -> LOG.warn("Node '{}' failure: {}", name(node), text));
    }
    if (json.json()) {
      context.printJson(StatusJson.of(report));
      return exitCode(report.allWell());
    }
    StatusTree tree = new StatusTree(report, new StatusLines(context.console().colours()));
    context.out().println("Queue: " + report.queue() + "   Local node: " + report.localNode());
    context.out().println();
    if (compact) {
      tree.printCompactTo(context.out());
    } else {
      tree.printTo(context.out());
    }
    return exitCode(report.allWell());
  }

  /** For whoever watches over a set and reads no more than the status. */
  static ExitCode exitCode(boolean well) {
    return well ? ExitCode.OK : ExitCode.DIFFERENT;
  }

  private static String name(NodeStatus node) {
    return node.member().name();
  }
}
