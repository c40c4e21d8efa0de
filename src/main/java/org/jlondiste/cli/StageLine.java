package org.jlondiste.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jlondiste.operation.StageReport;

/** Where the time of a node's work goes, in one line. */
final class StageLine {
  /** What was noted longer ago tells nothing of now. */
  private static final double FRESH_SECONDS = 60;

  /** Who is at work for a smaller part of the time has none to lose. */
  private static final double WORTH_TELLING = 0.1;

  private StageLine() {}

  private record Part(String name, double seconds) {}

  /** The line; none if the work was done long ago, or was little. */
  static Optional<String> of(StageReport report) {
    boolean copying = report.work().equals("copying");
    List<Part> parts = new ArrayList<>();
    parts.add(new Part("wait", report.waited()));
    if (copying) {
      parts.add(new Part("read", report.read()));
      parts.add(new Part("decode", report.decoded()));
    }
    parts.add(new Part("apply", report.applied()));
    parts.add(new Part("commit", report.committed()));
    double busy = parts.stream().mapToDouble(Part::seconds).sum();
    if (!report.isLast()
        || report.age() > FRESH_SECONDS
        || busy < WORTH_TELLING * report.seconds()) {
      return Optional.empty();
    }
    String name =
        report.work().substring(0, 1).toUpperCase(Locale.ROOT) + report.work().substring(1);
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%s: %d %s/s, busy %d %%: %s",
            name.replace('-', ' '),
            Math.round(report.events() / report.seconds()),
            copying ? "rows" : "events",
            percent(busy, report.seconds()),
            parts.stream()
                .map(part -> part.name() + " " + percent(part.seconds(), busy) + " %")
                .collect(Collectors.joining(", "))));
  }

  private static long percent(double part, double whole) {
    return Math.round(100 * part / whole);
  }
}
