package org.jlondiste.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jlondiste.error.ExitCode;
import org.jlondiste.error.UsageError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks before anything is touched. */
@Command(
    description = {
      "With --values, send extreme values of every type that the provider's tables have on the"
          + " real way to this node's database, and the longest values that there are in them;"
          + " compare bit by bit what arrives by copy, insert, update and delete. This is done in"
          + " tables of its own in schema jlondiste_values, which are dropped afterwards; yours are"
          + " only read. Works before there are nodes and afterwards.",
      "Exit status: 0 if all values arrived as they were, 1 if a value was altered or a type cannot"
          + " travel."
    })
final class CheckCommand implements CliCommand {
  @Parameters(
      paramLabel = "TABLE",
      description = "Names or patterns of tables; default: all tables of the provider.")
  private List<String> tables = new ArrayList<>();

  @Option(names = "--values", description = "Try values of every type.")
  private boolean values;

  @Option(
      names = "--provider",
      paramLabel = "CONNSTR",
      description =
          "The database to read from. Default: the node's provider, or before there is a node"
              + " initial_provider_location of the INI file.")
  private @Nullable String provider;

  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public ExitCode run(CommandContext context) {
    if (!values) {
      throw new UsageError("what is to be checked?", "give --values");
    }
    return ValueCheck.run(context, tables, Optional.ofNullable(provider), json);
  }
}
