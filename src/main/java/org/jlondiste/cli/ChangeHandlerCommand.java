package org.jlondiste.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jlondiste.error.ExitCode;
import org.jlondiste.error.UsageError;
import org.jlondiste.handler.HandlerCatalog;
import org.jlondiste.operation.ChangeHandler;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives a table another handler. */
@Command(
    description =
        "Give a table of this node another handler; without --handler, none. Rows that are here"
            + " stay as they are: 'resync' copies those that the handler wants.")
final class ChangeHandlerCommand implements CliCommand {
  @Parameters(paramLabel = "TABLE", description = "The table's name in the set.")
  private String table = "";

  @Option(names = "--handler", paramLabel = "NAME", description = "As 'show-handlers' lists them.")
  private @Nullable String handler;

  @Option(
      names = "--handler-arg",
      paramLabel = "KEY=VALUE",
      description = "Argument for the handler; repeatable.")
  private List<String> handlerArguments = new ArrayList<>();

  @Override
  public ExitCode run(CommandContext context) {
    if (handler == null && !handlerArguments.isEmpty()) {
      throw new UsageError("--handler-arg needs --handler", "");
    }
    HandlerCatalog catalog = context.handlers();
    new ChangeHandler(context.session(), context.node().queueName(), catalog)
        .run(table, Optional.ofNullable(handler).map(name -> catalog.read(name, handlerArguments)));
    return ExitCode.OK;
  }
}
