package org.jlondiste.cli;

import org.jlondiste.error.ExitCode;
import picocli.CommandLine.Command;

/** Says which version this is. */
@Command(description = "Show the version of the program and of the protocols it speaks.")
final class VersionCommand implements CliCommand {

  @Override
  public ExitCode run(CommandContext context) {
    context.out().println(Version.text());
    return ExitCode.OK;
  }
}
