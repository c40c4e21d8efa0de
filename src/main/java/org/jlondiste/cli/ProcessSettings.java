package org.jlondiste.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jlondiste.config.LogLevel;
import org.jlondiste.config.NodeConfiguration;
import org.jlondiste.config.TickerConfiguration;

/**
 * What an INI file says about the process itself.
 *
 * @param jobName named in messages about failures
 * @param pidFile of the background process; other commands add an ending
 * @param logFile where the history goes
 * @param logSize bytes after which the log file is renamed
 * @param logCount how many renamed log files stay
 * @param logLevel least weight of what is logged
 */
record ProcessSettings(
    String jobName,
    Optional<Path> pidFile,
    Optional<Path> logFile,
    long logSize,
    int logCount,
    LogLevel logLevel) {
  private static final long TICKER_LOG_SIZE = 10L * 1024 * 1024;
  private static final int TICKER_LOG_COUNT = 3;

  static ProcessSettings of(NodeConfiguration configuration) {
    NodeConfiguration.Traces traces = configuration.traces();
    return new ProcessSettings(
        configuration.jobName(),
        traces.pidFile(),
        traces.logFile(),
        traces.logSize(),
        traces.logCount(),
        traces.logLevel());
  }

  static ProcessSettings of(TickerConfiguration configuration) {
    TickerConfiguration.Traces traces = configuration.traces();
    return new ProcessSettings(
        "pgqd",
        traces.pidFile(),
        traces.logFile(),
        TICKER_LOG_SIZE,
        TICKER_LOG_COUNT,
        traces.logLevel());
  }
}
