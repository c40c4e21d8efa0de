package org.jlondiste.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jlondiste.error.ExitCode;
import org.jlondiste.model.NodeType;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes the node's database a branch behind another node. */
@Command(
    description =
        "Make the database of the INI file a branch: a copy from which others can copy, and which"
            + " can take over as root.")
final class CreateBranchCommand implements CliCommand {
  @Mixin private final CreateArguments arguments = new CreateArguments();

  @Option(
      names = "--provider",
      paramLabel = "CONNSTR",
      description = "The node to read from. Default: initial_provider_location of the INI file.")
  private @Nullable String provider;

  @Option(
      names = "--sync-watermark",
      paramLabel = "NODE,…",
      split = ",",
      description = "Branches that share one watermark with this one.")
  private List<String> syncWatermark = new ArrayList<>();

  @Override
  public ExitCode run(CommandContext context) {
    return arguments.create(
        context, NodeType.BRANCH, Optional.ofNullable(provider), Optional.empty(), syncWatermark);
  }
}
