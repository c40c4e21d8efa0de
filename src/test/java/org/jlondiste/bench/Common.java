package org.jlondiste.bench;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What all figures have in common. */
final class Common {
  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "How often each contender has its turn (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this.")
  @SuppressWarnings("UnusedVariable") // picocli prints the help by itself
  private boolean help;

  @Spec(Target.MIXEE)
  private @Nullable CommandSpec command;

  int rounds() {
    return rounds;
  }

  /** Prints what was measured. */
  int print(Report report) throws IOException {
    if (command != null) {
      command.commandLine().getOut().println(json ? report.json() : report.text());
    }
    return 0;
  }
}
