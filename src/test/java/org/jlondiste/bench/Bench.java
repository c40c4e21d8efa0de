package org.jlondiste.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Measures jlondiste and its peers side by side; a command per figure. */
@Command(
    name = "scripts/bench",
    mixinStandardHelpOptions = true,
    description = "Measures jlondiste and its peers side by side.",
    subcommands = {
      CaptureCommand.class,
      CompareCommand.class,
      CopyCommand.class,
      DrainCommand.class,
      GrowthCommand.class,
      JmhCommand.class,
      LatencyCommand.class,
      MemoryCommand.class,
      OverheadCommand.class,
      StartupCommand.class
    })
final class Bench implements AutoCloseable {
  private @Nullable Ground ground;

  public static void main(String[] arguments) throws IOException {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    int exitCode;
    try (Bench bench = new Bench()) {
      exitCode = bench.run(out, arguments);
    }
    System.exit(exitCode);
  }

  /** Runs one command; its exit code. */
  int run(PrintWriter out, String... arguments) {
    return new CommandLine(this).setOut(out).execute(arguments);
  }

  /** The servers for all commands that are run, started when the first one needs them. */
  Ground ground() throws IOException {
    Ground started = ground;
    if (started == null) {
      started = new Ground();
      ground = started;
    }
    return started;
  }

  @Override
  public void close() throws IOException {
    if (ground != null) {
      ground.close();
    }
  }
}
