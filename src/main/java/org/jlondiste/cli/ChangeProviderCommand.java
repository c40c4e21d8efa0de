package org.jlondiste.cli;

import org.jlondiste.error.ExitCode;
import org.jlondiste.error.UsageError;
import org.jlondiste.operation.ChangeProvider;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lets the node read from another provider. */
@Command(
    description =
        "Let the node read from another provider, from the tick on that it has reached. Its worker"
            + " pauses for a moment. After an interruption simply give the command again. Ends"
            + " with 1 if the old provider could not be told.")
final class ChangeProviderCommand implements CliCommand {
  @Option(
      names = "--provider",
      paramLabel = "NODE",
      description = "Name of the new provider: the root or a branch.")
  private @Nullable String provider;

  @Mixin private final TimeoutOption timeout = new TimeoutOption();

  @Override
  public ExitCode run(CommandContext context) {
    if (provider == null) {
      throw new UsageError("Please give --provider", "'members' shows the names of the nodes");
    }
    ChangeProvider.Report report =
        new ChangeProvider(
                context.session(),
                context.remotes(),
                context.node().queueName(),
                timeout.patience())
            .run(provider);
    return report.failures().isEmpty() ? ExitCode.OK : ExitCode.DIFFERENT;
  }
}
