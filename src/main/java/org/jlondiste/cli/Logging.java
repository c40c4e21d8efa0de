package org.jlondiste.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Says what is logged where: the conversation on stderr, the history in the log file. */
final class Logging {
  /** Only for the file: what the operator sees on stderr in another form. */
  private static final String HISTORY = "jlondiste.history";

  private final LoggerContext context;
  private final Logger root;
  private final Logger history;
  private final ConsoleLog consoleLog;

  private Logging(LoggerContext context, ConsoleLog consoleLog) {
    this.context = context;
    this.root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    this.history = context.getLogger(HISTORY);
    this.consoleLog = consoleLog;
  }

  /** Starts to log on stderr. */
  static Logging start(Console console, CommonOptions common, LineFormat format) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Logging logging = new Logging(context, new ConsoleLog(console, format));
    logging.root.detachAndStopAllAppenders();
    logging.history.detachAndStopAllAppenders();
    logging.history.setAdditive(false);
    logging.root.setLevel(level(common));
    logging.history.setLevel(Level.INFO);
    logging.consoleLog.setContext(context);
    logging.consoleLog.start();
    logging.root.addAppender(logging.consoleLog);
    return logging;
  }

  /** Logs into a file as well from now on. */
  void toFile(Path path, long sizeLimit, int keep, LineFormat format) {
    LogFile file = new LogFile(path, sizeLimit, keep, format);
    file.setContext(context);
    file.start();
    root.addAppender(file);
    history.addAppender(file);
  }

  /** Changes how lines on stderr look. */
  void consoleFormat(LineFormat format) {
    consoleLog.format = format;
  }

  /** Logs no more on stderr: there is nobody left who reads it. */
  void leaveConsole() {
    root.detachAppender(consoleLog);
    consoleLog.stop();
  }

  /** Writes an error into the file that the operator is told on stderr. */
  void record(String message) {
    history.error(message);
  }

  void stop() {
    root.detachAndStopAllAppenders();
    history.detachAndStopAllAppenders();
  }

  private static Level level(CommonOptions common) {
    if (common.verbosity() > 0) {
      return common.verbosity() > 1 ? Level.TRACE : Level.DEBUG;
    }
    return common.quiet() ? Level.WARN : Level.INFO;
  }

  /** Lines on stderr. */
  private static final class ConsoleLog extends AppenderBase<ILoggingEvent> {
    private final Console console;
    private volatile LineFormat format;

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
