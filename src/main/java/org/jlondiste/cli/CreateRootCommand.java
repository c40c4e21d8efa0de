package org.jlondiste.cli;

import org.jlondiste.error.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes the node's database the root of a set. */
@Command(
    description =
        "Make the database of the INI file the root of a set: the node that applications write"
            + " to. Installs the queue if need be; restarts and locks nothing.")
final class CreateRootCommand implements CliCommand {
  @Mixin private final CreateArguments arguments = new CreateArguments();

  @Override
  public ExitCode run(CommandContext context) {
    return arguments.createRoot(context);
  }
}
