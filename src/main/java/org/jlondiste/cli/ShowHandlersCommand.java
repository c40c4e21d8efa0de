package org.jlondiste.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jlondiste.error.ExitCode;
import org.jlondiste.handler.HandlerCatalog;
import org.jlondiste.handler.HandlerKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows the handlers that tables can have. */
@Command(
    description =
        "Show the handlers that tables can have, with those that handler_modules brings; with"
            + " names, what arguments they take.")
final class ShowHandlersCommand implements CliCommand {
  @Parameters(arity = "0..*", paramLabel = "NAME", description = "Names of handlers.")
  private List<String> names = new ArrayList<>();

  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public ExitCode run(CommandContext context) {
    HandlerCatalog catalog = context.handlers();
    if (json.json()) {
      List<HandlerKind> kinds =
          names.isEmpty()
              ? List.copyOf(catalog.kinds())
              : names.stream().map(catalog::kind).toList();
      context.printJson(kinds.stream().map(ShowHandlersCommand::asObject).toList());
      return ExitCode.OK;
    }
    if (names.isEmpty()) {
      catalog.kinds().forEach(kind -> context.out().println(kind.name() + " - " + kind.summary()));
    }
    for (String name : names) {
      show(catalog.kind(name), context.out());
    }
    return ExitCode.OK;
  }

  private static Map<String, Object> asObject(HandlerKind kind) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", kind.name());
    object.put("summary", kind.summary());
    object.put(
        "arguments",
        kind.parameters().stream()
            .map(
                parameter ->
                    Map.of(
                        "name", parameter.name(),
                        "required", parameter.required(),
                        "meaning", parameter.meaning()))
            .toList());
    return object;
  }

  private static void show(HandlerKind kind, PrintStream out) {
    out.println(kind.name() + " - " + kind.summary());
    for (HandlerKind.Parameter parameter : kind.parameters()) {
      out.println(
          "  "
              + parameter.name()
              + (parameter.required() ? " (needed)" : "")
              + " - "
              + parameter.meaning());
    }
  }
}
