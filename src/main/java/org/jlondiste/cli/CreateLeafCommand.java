package org.jlondiste.cli;

import java.util.List;
import java.util.Optional;
import org.jlondiste.error.ExitCode;
import org.jlondiste.model.NodeType;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes the node's database a leaf behind another node. */
@Command(
    description =
        "Make the database of the INI file a leaf: a copy at the end of the line, without a queue"
            + " of its own.")
final class CreateLeafCommand implements CliCommand {
  @Mixin private final CreateArguments arguments = new CreateArguments();

  @Option(
      names = "--provider",
      paramLabel = "CONNSTR",
      description = "The node to read from. Default: initial_provider_location of the INI file.")
  private @Nullable String provider;

  @Option(
      names = "--merge",
      paramLabel = "QUEUE",
      description = "Feed this queue of the same database, together with other leafs.")
  private @Nullable String combinedQueue;

  @Override
  public ExitCode run(CommandContext context) {
    return arguments.create(
        context,
        NodeType.LEAF,
        Optional.ofNullable(provider),
        Optional.ofNullable(combinedQueue),
        List.of());
  }
}
