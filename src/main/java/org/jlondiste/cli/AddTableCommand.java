package org.jlondiste.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jlondiste.config.NodeConfiguration;
import org.jlondiste.error.ExitCode;
import org.jlondiste.error.UsageError;
import org.jlondiste.handler.HandlerCatalog;
import org.jlondiste.model.TableName;
import org.jlondiste.operation.AddTables;
import org.jlondiste.operation.RegistrationFilter;
import org.jlondiste.operation.TableSettings;
import org.jlondiste.operation.WaitForSync;
import org.jlondiste.operation.Waiter;
import org.jlondiste.postgres.blueprint.Extent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets the node replicate tables. */
@Command(
    description = {
      "Let the node replicate tables: on the root their changes are captured from now on, on other"
          + " nodes the worker copies them and keeps them up to date.",
      "Everything that could be wrong is looked for first; if a named table will not do, nothing"
          + " changes. With --all the tables that will not do are named, and it ends with 1."
    })
final class AddTableCommand implements CliCommand {
  private static final Logger LOG = LoggerFactory.getLogger(AddTableCommand.class);

  @Parameters(
      arity = "0..*",
      paramLabel = "TABLE",
      description = "Names or patterns ('sales.*'); without a schema public is meant. Case counts.")
  private List<String> words = new ArrayList<>();

  @Option(names = "--all", description = "All tables that can be added, if none is named.")
  private boolean all;

  @Option(
      names = "--create",
      description = "Make tables that are not here: columns and primary key.")
  private boolean create;

  @Option(
      names = "--create-full",
      description =
          "Make tables that are not here with all that belongs to them: defaults, sequences,"
              + " constraints, indexes, triggers, rules, grants, comments, partitions.")
  private boolean createFull;

  @Option(names = "--expect-sync", description = "The rows are here already: copy nothing.")
  private boolean expectSync;

  @Option(names = "--skip-truncate", description = "Keep the rows that are here when copying.")
  private boolean skipTruncate;

  @Option(
      names = "--dest-table",
      paramLabel = "NAME",
      description = "The table has another name here. For a single table only.")
  private @Nullable String destination;

  @Option(names = "--no-triggers", description = "Put no triggers on the tables.")
  private boolean noTriggers;

  @Option(
      names = "--trigger-flags",
      paramLabel = "LETTERS",
      description =
          "Capture by a trigger of PgQ: B/A before or after, I/U/D which changes, Q/L/J as SQL,"
              + " URL-encoded or JSON, S do not store the row.")
  private @Nullable String triggerFlags;

  @Option(
      names = "--trigger-arg",
      paramLabel = "ARGUMENT",
      description = "Argument for a trigger of PgQ; repeatable.")
  private List<String> triggerArguments = new ArrayList<>();

  @Option(
      names = "--handler",
      paramLabel = "NAME",
      description =
          "Which rows and columns come here, and what becomes of them: 'show-handlers' lists the"
              + " handlers.")
  private @Nullable String handler;

  @Option(
      names = "--handler-arg",
      paramLabel = "KEY=VALUE",
      description = "Argument for the handler; repeatable.")
  private List<String> handlerArguments = new ArrayList<>();

  @Mixin private final CopySourceOptions copySource = new CopySourceOptions();

  @Option(
      names = "--copy-condition",
      paramLabel = "SQL",
      description = "Copy only rows for which this condition is true.")
  private @Nullable String copyCondition;

  @Option(
      names = "--max-parallel-copy",
      paramLabel = "N",
      description =
          "When merging: from how many queues the table is copied at once. Without effect: they are"
              + " copied one after the other.")
  private @Nullable Integer maxParallelCopy;

  @Option(names = "--merge-all", description = "Take the table from all queues merged here.")
  private boolean mergeAll;

  @Option(names = "--no-merge", description = "Take the table from this queue only.")
  private boolean noMerge;

  @Option(
      names = "--skip-non-existing",
      description = "Warn of tables that cannot be added, and go on.")
  private boolean skipNonExisting;

  @Option(names = "--force", description = "Add tables although their structure differs.")
  private boolean force;

  @Option(names = "--wait-sync", description = "Wait until all tables are in sync.")
  private boolean waitSync;

  @Mixin private final TimeoutOption timeout = new TimeoutOption();

  @Override
  public ExitCode run(CommandContext context) {
    NodeConfiguration node = context.node();
    HandlerCatalog catalog = context.handlers();
    AddTables.Report report =
        new AddTables(
                context.session(), context.remotes(), node.queueName(), Waiter.sleeping(), catalog)
            .run(
                new AddTables.Request(
                    words,
                    all,
                    settings(catalog),
                    extent(),
                    skipNonExisting,
                    force,
                    node.comparison().lockTimeout(),
                    new RegistrationFilter(
                        node.scope()::includesTable, node.scope()::includesSequence)));
    LOG.debug(
        "{} added, {} already there, {} left out",
        report.added().size(),
        report.already().size(),
        report.leftOut().size());
    boolean complete = report.leftOut().isEmpty();
    if (waitSync) {
      WaitForSync.Report sync =
          new WaitForSync(
                  context.session(),
                  node.queueName(),
                  timeout.patience(),
                  ProgressBars.on(context.console()))
              .run();
      complete = complete && sync.stopped().isEmpty();
    }
    return complete ? ExitCode.OK : ExitCode.DIFFERENT;
  }

  private TableSettings settings(HandlerCatalog catalog) {
    if (handler == null && !handlerArguments.isEmpty()) {
      throw new UsageError("--handler-arg needs --handler", "");
    }
    return new TableSettings(
        Optional.ofNullable(destination).map(AddTableCommand::tableName),
        expectSync,
        skipTruncate,
        noTriggers,
        Optional.ofNullable(triggerFlags),
        triggerArguments,
        Optional.ofNullable(handler).map(name -> catalog.read(name, handlerArguments)),
        copySource.node(),
        copySource.find(),
        mergeAll,
        noMerge,
        Optional.ofNullable(copyCondition),
        maxParallelCopy == null ? OptionalInt.empty() : OptionalInt.of(maxParallelCopy));
  }

  private Optional<Extent> extent() {
    if (createFull) {
      return Optional.of(Extent.FULL);
    }
    return create ? Optional.of(Extent.COLUMNS_AND_KEY) : Optional.empty();
  }

  private static TableName tableName(String word) {
    try {
      return TableName.parse(word);
    } catch (IllegalArgumentException e) {
      throw new UsageError("'" + word + "' is no name: " + e.getMessage(), "");
    }
  }
}
