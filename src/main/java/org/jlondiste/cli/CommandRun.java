package org.jlondiste.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jlondiste.daemon.Detachment;
import org.jlondiste.daemon.FastExit;
import org.jlondiste.daemon.OperatorSignals;
import org.jlondiste.daemon.PidFile;
import org.jlondiste.error.ConfigurationError;
import org.jlondiste.error.ExitCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a command that works on an INI file: log file, pid file, signals and background are
 * arranged around it here.
 */
final class CommandRun {
  private static final Logger LOG = LoggerFactory.getLogger(CommandRun.class);

  private final CommandTable.Entry entry;
  private final CommandContext context;
  private final List<String> arguments;

  /**
   * @param arguments the whole command line, for the background process
   */
  CommandRun(CommandTable.Entry entry, CommandContext context, List<String> arguments) {
    this.entry = entry;
    this.context = context;
    this.arguments = arguments;
  }

  ExitCode run(CliCommand command) {
    ProcessSettings settings = context.process();
    if (context.common().daemon() && settings.pidFile().isEmpty()) {
      throw new ConfigurationError(
          "Daemon needs pidfile", "add a line 'pidfile = …' to " + context.ini());
    }
    if (context.common().daemon() && !Detachment.isDetached()) {
      return launch();
    }
    settings
        .logFile()
        .ifPresent(path -> context.logging().toFile(path, settings.logSize(), settings.logCount()));
    context.warnings().forEach(LOG::warn);
    OperatorSignals.endAtOnce();
    FastExit.before(context::cancelStatements);
    try (PidFile pidFile = pidFile(settings).map(PidFile::take).orElse(null)) {
      if (pidFile != null) {
        FastExit.before(pidFile::close);
      }
      if (entry.pidFile() != CommandTable.PidFileUse.PROCESS) {
        context.ready();
      }
      return command.run(context);
    } finally {
      context.close();
    }
  }

  private ExitCode launch() {
    OperatorSignals.endAtOnce();
    int status = Detachment.launch(Main.class.getName(), arguments, context.console().err());
    for (ExitCode code : ExitCode.values()) {
      if (code.value() == status) {
        return code;
      }
    }
    return ExitCode.INTERNAL;
  }

  private Optional<Path> pidFile(ProcessSettings settings) {
    if (entry.pidFile() == CommandTable.PidFileUse.NONE) {
      return Optional.empty();
    }
    return settings
        .pidFile()
        .map(path -> path.resolveSibling(path.getFileName() + entry.pidFile().suffix()));
  }
}
