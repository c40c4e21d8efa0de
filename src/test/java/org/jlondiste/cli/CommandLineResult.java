package org.jlondiste.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jlondiste.error.ExitCode;

/** What one command line, run in this process, said and how it ended. */
record CommandLineResult(ExitCode exitCode, String out, String err) {

  static CommandLineResult of(String... words) {
    return as("jlondiste", words);
  }

  /** Runs as if the program had been called by another name. */
  static CommandLineResult as(String program, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = new Console(stream(out), stream(err), Map.of(), false);
    ExitCode exitCode = new Main(console, program).run(List.of(words));
    return new CommandLineResult(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
