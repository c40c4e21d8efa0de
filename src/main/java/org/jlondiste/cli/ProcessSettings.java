package org.jlondiste.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jlondiste.daemon.FailureLog;

/**
 * What the INI file says about the process itself.
 *
 * @param jobName named in messages about failures
 * @param pidFile of the background process; other commands add an ending
 * @param logFile where the history goes
 * @param logSize bytes after which the log file is renamed
 * @param logCount how many renamed log files stay
 * @param fileFormat how lines in the log file look
 * @param consoleFormat how lines on stderr look
 * @param failures which failures are expected
 */
record ProcessSettings(
    String jobName,
    Optional<Path> pidFile,
    Optional<Path> logFile,
    long logSize,
    int logCount,
    LineFormat fileFormat,
    LineFormat consoleFormat,
    FailureLog.Policy failures) {}
