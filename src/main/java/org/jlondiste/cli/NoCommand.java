package org.jlondiste.cli;

import java.util.List;
import org.jlondiste.error.ExitCode;
import org.jlondiste.error.UsageError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Stands where no command was given, or one that does not exist, for the common options. */
@Command
final class NoCommand implements CliCommand {
  /** What a command that does not exist would have known. */
  @Parameters(hidden = true)
  private List<String> arguments = List.of();

  @Override
  public ExitCode run(CommandContext context) {
    throw new UsageError(
        arguments.isEmpty() ? "need command" : "need command before " + arguments.get(0),
        "use --help for help");
  }
}
