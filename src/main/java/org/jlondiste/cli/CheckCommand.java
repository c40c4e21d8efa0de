package org.jlondiste.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jlondiste.check.Preflight;
import org.jlondiste.check.Severity;
import org.jlondiste.check.TextBudget;
import org.jlondiste.config.NodeConfiguration;
import org.jlondiste.error.ExitCode;
import org.jlondiste.error.UsageError;
import org.jlondiste.operation.CheckDatabases;
import org.jlondiste.operation.RegistrationFilter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks before anything is touched. */
@Command(
    description = {
      "Look at this node's database and its provider's, before there are nodes or afterwards, and"
          + " tell what would hinder replication or be missed after the switch. Both are only"
          + " read. Without a provider, and on a root, the database is looked at by itself.",
      "With --quiet only warnings and blockers are shown.",
      "With --values, send extreme values of every type that the provider's tables have on the real"
          + " way to this node's database, and the longest value of each column (see --value-rows);"
          + " compare bit by bit what arrives by copy, insert, update and delete. This is done in"
          + " tables of its own in schema jlondiste_values, which are dropped afterwards; yours are"
          + " only read.",
      "Exit status: 0 if there is no warning, 1 if there are warnings, 4 if a finding blocks"
          + " replication; with --values 0 if all values arrived as they were, 1 if a value was"
          + " altered or a type cannot travel."
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

  @Option(
      names = "--text-rows",
      paramLabel = "ROWS",
      description =
          "How many rows of each table are searched for text that the target cannot hold, or all."
              + " Default: 100000, and for a minute in all.")
  private @Nullable String textRows;

  @Option(
      names = "--value-rows",
      paramLabel = "ROWS",
      description =
          "With --values: among how many rows of each table the longest value of each column is"
              + " looked for, or all. Default: 100000.")
  private String valueRows = "100000";

  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public ExitCode run(CommandContext context) {
    if (values) {
      return ValueCheck.run(
          context, tables, Optional.ofNullable(provider), rows("--value-rows", valueRows), json);
    }
    NodeConfiguration node = context.node();
    String[] typed = provider == null ? new String[0] : new String[] {provider};
    Preflight.Report report =
        new CheckDatabases(context.session(), context.remotes(typed), node.queueName())
            .run(
                new CheckDatabases.Request(
                    tables,
                    Optional.ofNullable(provider),
                    node.creation().providerLocation(),
                    new RegistrationFilter(
                        node.scope()::includesTable, node.scope()::includesSequence),
                    textBudget(node.sourceEncoding())));
    if (json.json()) {
      context.printJson(CheckJson.of(report));
    } else {
      new CheckText(context.console(), context.common().quiet()).print(report);
    }
    return exitCode(report);
  }

  private TextBudget textBudget(String sourceEncoding) {
    if (textRows == null) {
      return TextBudget.usual(sourceEncoding);
    }
    return new TextBudget(sourceEncoding, rows("--text-rows", textRows), Optional.empty());
  }

  /** A number of rows; empty for all. */
  private static Optional<Long> rows(String option, String typed) {
    if (typed.equals("all")) {
      return Optional.empty();
    }
    if (!typed.matches("\\d{1,15}")) {
      throw new UsageError(option + "=" + typed + " is no number of rows", "give a number, or all");
    }
    return Optional.of(Long.parseLong(typed));
  }

  private static ExitCode exitCode(Preflight.Report report) {
    if (report.count(Severity.BLOCKER) > 0) {
      return ExitCode.STATE;
    }
    return report.count(Severity.WARNING) > 0 ? ExitCode.DIFFERENT : ExitCode.OK;
  }
}
