package org.jlondiste.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.nio.file.Path;
import org.jlondiste.config.LogLevel;
import org.jlondiste.error.UserError;
import org.slf4j.LoggerFactory;

/** Says what is logged where: the conversation on stderr, the history in the log file. */
final class Logging {
  /** Only for the file: what the operator sees on stderr in another form. */
  private static final String HISTORY = "jlondiste.history";

  private final LoggerContext context;
  private final LineFormat format;
  private final Logger root;
  private final Logger history;
  private final ConsoleLog consoleLog;

  private Logging(LoggerContext context, LineFormat format, ConsoleLog consoleLog) {
    this.context = context;
    this.format = format;
    this.root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    this.history = context.getLogger(HISTORY);
    this.consoleLog = consoleLog;
  }

  /** Starts to log on stderr. */
  static Logging start(Console console, LineFormat format) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Logging logging = new Logging(context, format, new ConsoleLog(console, format));
    logging.root.detachAndStopAllAppenders();
    logging.history.detachAndStopAllAppenders();
    logging.history.setAdditive(false);
    logging.root.setLevel(Level.INFO);
    logging.history.setLevel(Level.INFO);
    logging.consoleLog.setContext(context);
    logging.consoleLog.start();
    logging.root.addAppender(logging.consoleLog);
    return logging;
  }

  /** Logs into a file as well from now on. */
  void toFile(Path path, long sizeLimit, int keep) {
    LogFile file = new LogFile(path, sizeLimit, keep, format);
    file.setContext(context);
    file.start();
    root.addAppender(file);
    history.addAppender(file);
  }

  /** Logs from this level on, unless the command line says {@code -q} or {@code -v}. */
  void level(CommonOptions common, LogLevel otherwise) {
    if (common.verbosity() > 0) {
      root.setLevel(common.verbosity() > 1 ? Level.TRACE : Level.DEBUG);
    } else if (common.quiet() || otherwise == LogLevel.WARNING) {
      root.setLevel(Level.WARN);
    } else {
      root.setLevel(Level.toLevel(otherwise.name()));
    }
  }

  /** Logs no more on stderr: there is nobody left who reads it. */
  void leaveConsole() {
    root.detachAppender(consoleLog);
    consoleLog.stop();
  }

  /** Writes an error into the file that the operator is told on stderr. */
  void record(UserError error) {
    history.error(
        error.hint().isEmpty() ? error.problem() : error.problem() + " (" + error.hint() + ")");
  }

  /** Writes a fault of ours into the file. */
  void record(Throwable fault) {
    history.error("internal error", fault);
  }

  void stop() {
    root.detachAndStopAllAppenders();
    history.detachAndStopAllAppenders();
  }

  /** Lines on stderr. */
  private static final class ConsoleLog extends AppenderBase<ILoggingEvent> {
    private final Console console;
    private final LineFormat format;

    ConsoleLog(Console console, LineFormat format) {
      this.console = console;
      this.format = format;
    }

    @Override
    protected void append(ILoggingEvent event) {
      console.err().println(format.line(event));
    }
  }
}
