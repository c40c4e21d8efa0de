package org.jlondiste.cli;

import java.util.Optional;
import org.jlondiste.error.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows all commands, or one of them with its options. */
@Command(description = "Show all commands, or the options of one.")
final class HelpCommand implements CliCommand {
  @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command to explain.")
  private @Nullable String command;

  @Override
  public ExitCode run(CommandContext context) {
    context
        .out()
        .print(Help.text(context.program(), Optional.ofNullable(command), context.console()));
    return ExitCode.OK;
  }
}
