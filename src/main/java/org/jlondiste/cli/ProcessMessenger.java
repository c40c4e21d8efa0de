package org.jlondiste.cli;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jlondiste.daemon.RunningProcess;
import org.jlondiste.daemon.Signal;
import org.jlondiste.error.ConfigurationError;
import org.jlondiste.error.ExitCode;
import org.jlondiste.error.InterruptionError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a running background process to stop, to end or to read its INI file again. */
final class ProcessMessenger {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessMessenger.class);

  private final CommonOptions common;
  private final Optional<Path> pidFile;

  ProcessMessenger(CommonOptions common, Optional<Path> pidFile) {
    this.common = common;
    this.pidFile = pidFile;
  }

  /** Speaks as Londiste does: silent if it went well, and never a failure. */
  ExitCode speak() {
    Optional<RunningProcess> process = pidFile.flatMap(RunningProcess::named);
    if (process.isPresent()) {
      tell(process.get());
    } else if (pidFile.isEmpty()) {
      LOG.warn("No pidfile in config, nothing to do");
    } else if (Files.exists(pidFile.get())) {
      LOG.warn("pidfile exists, but process not running");
    } else {
      LOG.warn("No pidfile, process not running");
    }
    return ExitCode.OK;
  }

  /** Speaks as pgqd does: says what it did. */
  ExitCode speakAsPgqd(PrintStream err) {
    if (pidFile.isEmpty()) {
      throw new ConfigurationError("No pidfile configured", "add a line 'pidfile = …'");
    }
    Optional<RunningProcess> process = pidFile.flatMap(RunningProcess::named);
    process.ifPresent(this::tell);
    err.println(process.isPresent() ? signal() + " sent" : "Old process is not running");
    return ExitCode.OK;
  }

  private void tell(RunningProcess process) {
    process.signal(signal());
    if (common.await() && !common.reload()) {
      try {
        process.awaitEnd(Duration.ofDays(365));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptionError("interrupted while waiting for the process to end", "");
      }
    }
  }

  private Signal signal() {
    if (common.kill()) {
      return Signal.TERM;
    }
    return common.stop() ? Signal.INT : Signal.HUP;
  }
}
