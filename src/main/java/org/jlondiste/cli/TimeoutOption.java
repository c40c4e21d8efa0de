package org.jlondiste.cli;

import java.time.Duration;
import java.util.Optional;
import org.jlondiste.operation.Patience;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --timeout}, for commands that wait for a worker. */
final class TimeoutOption {
  private static final Duration INTERVAL = Duration.ofMillis(200);

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "Give up waiting after so long, with exit code 6. Default: wait on.")
  private @Nullable Double seconds;

  Patience patience() {
    Optional<Duration> limit =
        Optional.ofNullable(seconds).map(value -> Duration.ofMillis(Math.round(value * 1000)));
    return Patience.of(limit, INTERVAL);
  }
}
