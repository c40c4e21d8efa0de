package org.jlondiste.bench;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  @Option(
      names = "--without",
      split = ",",
      paramLabel = "WORD",
      description = "Leave out contenders whose names begin with one of these words.")
  private List<String> without = List.of();

  @Option(
      names = "--full",
      description = "In full size, which takes hours; options that are given win over it.")
  private boolean full;

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

  /** What a command measures, on servers made for it. */
  interface Measuring {
    void run(Ground ground, Report report) throws Exception;
  }

  int rounds() {
    return rounds;
  }

  /**
   * The size of something.
   *
   * @param option that says it
   * @param size what the option says, by itself or because it was given
   * @param inFull what it is with {@code --full} unless the option was given
   */
  <T> T size(String option, T size, T inFull) {
    boolean given =
        command != null && command.commandLine().getParseResult().hasMatchedOption(option);
    return full && !given ? inFull : size;
  }

  /** Nobody asked to leave this contender out. */
  boolean wants(String contender) {
    String name = contender.toLowerCase(Locale.ROOT);
    return without.stream().noneMatch(word -> name.startsWith(word.toLowerCase(Locale.ROOT)));
  }

  /** Measures on two servers, and prints what came of it. */
  int onGround(Measuring measuring) throws Exception {
    Report report = new Report();
    Ground ground = bench().ground();
    ground.describe(report);
    measuring.run(ground, report);
    Releases.describe(report, ground);
    return print(report);
  }

  private Bench bench() {
    if (command == null || !(command.parent().userObject() instanceof Bench bench)) {
      throw new IllegalStateException("not a command of scripts/bench");
    }
    return bench;
  }

  /**
   * Has those contenders that are wanted take their turns.
   *
   * @param units of the figures, by their titles, in the order to show them
   * @param contenders ours first
   */
  List<Figure> contest(Map<String, Unit> units, List<Contest.Contender> contenders)
      throws Exception {
    return Contest.run(
        rounds, units, contenders.stream().filter(contender -> wants(contender.name())).toList());
  }

  /** Prints what was measured. */
  int print(Report report) throws IOException {
    if (!without.isEmpty()) {
      report.note("asked for: --without=" + String.join(",", without));
    }
    if (command != null) {
      command.commandLine().getOut().println(json ? report.json() : report.text());
    }
    return 0;
  }
}
