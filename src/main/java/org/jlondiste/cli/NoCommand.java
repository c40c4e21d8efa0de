package org.jlondiste.cli;

import org.jlondiste.error.ExitCode;
import org.jlondiste.error.UsageError;
import picocli.CommandLine.Command;

/** Stands where no command was given, for the common options. */
@Command
final class NoCommand implements CliCommand {

  @Override
  public ExitCode run(CommandContext context) {
    throw new UsageError("need command", "use --help for help");
  }
}
