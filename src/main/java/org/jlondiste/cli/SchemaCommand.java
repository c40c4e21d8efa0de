package org.jlondiste.cli;

import org.jlondiste.error.ExitCode;
import org.jlondiste.schema.Installer;
import picocli.CommandLine.Command;

/** Shows the SQL that create commands would install. */
@Command(
    description =
        "Print the SQL that create-root, create-branch and create-leaf install on the server of the"
            + " node's database, to review it or to run it by hand. Changes nothing.")
final class SchemaCommand implements CliCommand {

  @Override
  public ExitCode run(CommandContext context) {
    context.out().print(Installer.script(context.session().server()));
    return ExitCode.OK;
  }
}
