package org.jlondiste.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jlondiste.error.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows all commands, or one of them with its options. */
@Command(description = "Show all commands, or the options of one.")
final class HelpCommand implements CliCommand {
  @Parameters(
      arity = "0..2",
      paramLabel = "[COMMAND]",
      hideParamSyntax = true,
      description = "The command to explain.")
  private List<String> command = new ArrayList<>();

  @Override
  public ExitCode run(CommandContext context) {
    context.out().print(Help.text(context.program(), topic(), context.console()));
    return ExitCode.OK;
  }

  private Optional<String> topic() {
    return command.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", command));
  }
}
