package org.jlondiste.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jlondiste.error.UsageError;
import org.jspecify.annotations.Nullable;

/** What the frame gives to a command: where it speaks, what the common options said. */
final class CommandContext {
  private final Console console;
  private final String program;
  private final Optional<Path> ini;
  private final CommonOptions common;

  CommandContext(Console console, String program, Optional<Path> ini, CommonOptions common) {
    this.console = console;
    this.program = program;
    this.ini = ini;
    this.common = common;
  }

  /** The stream for the answer. Everything else is logged. */
  PrintStream out() {
    return console.out();
  }

  Console console() {
    return console;
  }

  /** The name the program was called by. */
  String program() {
    return program;
  }

  CommonOptions common() {
    return common;
  }

  /** The INI file as typed. */
  Path ini() {
    return ini.orElseThrow(() -> new UsageError("need config file, use --help for help", ""));
  }

  /** The keys given by {@code --set}. */
  Map<String, String> overrides() {
    return common.overrides();
  }

  /** Prints a table as text, or as JSON if that was asked for. */
  void print(TextTable table, JsonOption option) {
    if (option.json()) {
      printJson(table.asObjects());
    } else {
      table.printTo(out());
    }
  }

  /** Prints maps, lists, strings, numbers, booleans and nulls as one JSON document. */
  void printJson(@Nullable Object value) {
    try {
      out()
          .println(
              JSON.std
                  .with(JSON.Feature.PRETTY_PRINT_OUTPUT)
                  .with(JSON.Feature.WRITE_NULL_PROPERTIES)
                  .asString(value));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
