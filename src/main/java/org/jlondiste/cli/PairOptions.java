package org.jlondiste.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which tables are held against those of the root, and how long their worker is waited for. */
final class PairOptions {
  @Parameters(paramLabel = "TABLE", description = "Names or patterns; default: all tables.")
  private List<String> tables = new ArrayList<>();

  @Option(names = "--per-table", description = "See each table as of a tick of its own.")
  private boolean perTable;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description =
          "Give up waiting for the worker after so long, with exit code 6 (default:"
              + " ${DEFAULT-VALUE}).")
  private long timeout = 600;

  @Option(names = "--force", description = "Wait for the worker as long as it takes.")
  private boolean force;

  List<String> tables() {
    return tables;
  }

  boolean perTable() {
    return perTable;
  }

  /** How long to wait in all; none for as long as it takes. */
  Optional<Duration> limit() {
    return force ? Optional.empty() : Optional.of(Duration.ofSeconds(timeout));
  }
}
