package org.jlondiste.cli;

import org.jlondiste.error.ExitCode;
import org.jlondiste.operation.NodeStatus;
import org.jlondiste.operation.ShowStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows how the node is, without asking any other. */
@Command(
    description =
        "Show how the node is, without asking any other. Ends with 1 if one of its tables has"
            + " stopped.")
final class NodeStatusCommand implements CliCommand {
  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public ExitCode run(CommandContext context) {
    NodeStatus status =
        new ShowStatus(context.session(), context.remotes(), context.node().queueName())
            .localOnly();
    if (json.json()) {
      context.printJson(StatusJson.of(status));
      return StatusCommand.exitCode(status.isWell());
    }
    StatusLines words = new StatusLines(context.console().colours());
    context.out().println(words.title(status));
    status.provider().ifPresent(provider -> context.out().println("    Provider: " + provider));
    context.out().println("    Subscribers: " + String.join(", ", status.subscribers()));
    words.lines(status).forEach(line -> context.out().println("    " + line));
    return StatusCommand.exitCode(status.isWell());
  }
}
