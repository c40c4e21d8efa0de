package org.jlondiste.bench;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Measures jlondiste and its peers side by side; a command per figure. */
@Command(
    name = "scripts/bench",
    mixinStandardHelpOptions = true,
    description = "Measures jlondiste and its peers side by side.",
    subcommands = {
      CaptureCommand.class,
      CopyCommand.class,
      DecodeCommand.class,
      DrainCommand.class,
      LatencyCommand.class,
      StartupCommand.class
    })
final class Bench {
  private Bench() {}

  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    System.exit(run(out, arguments));
  }

  /** Runs one command; its exit code. */
  static int run(PrintWriter out, String... arguments) {
    return new CommandLine(new Bench()).setOut(out).execute(arguments);
  }
}
