package org.jlondiste.cli;

import java.nio.file.Path;
import org.jlondiste.error.ExitCode;
import org.jlondiste.operation.Resurrection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes a root that was given up a branch of its successor. */
@Command(
    description =
        "Make this node, a root that was given up with 'takeover --dead-root' and is back, a branch"
            + " of its successor. What it committed and nobody else has is written to "
            + ResurrectCommand.FILE
            + " in the current directory, and the tables concerned will be copied afresh. The"
            + " worker stays paused: 'resume' lets it begin.")
final class ResurrectCommand implements CliCommand {
  static final String FILE = "resurrect-lost-events.json";

  @Mixin private final TimeoutOption timeout = new TimeoutOption();

  @Override
  public ExitCode run(CommandContext context) {
    Resurrection.Report report =
        new Resurrection(
                context.session(),
                context.remotes(),
                context.node().queueName(),
                timeout.patience())
            .run(Path.of(FILE));
    return report.failures().isEmpty() ? ExitCode.OK : ExitCode.DIFFERENT;
  }
}
