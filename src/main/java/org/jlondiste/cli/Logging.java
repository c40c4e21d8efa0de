package org.jlondiste.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jlondiste.config.LogLevel;
import org.jlondiste.error.UserError;
import org.jlondiste.log.Entry;
import org.jlondiste.log.Journal;
import org.jlondiste.log.Listener;
import org.slf4j.event.Level;

/** Says what is logged where: the conversation on stderr, the history in the log file. */
final class Logging {
  private final LineFormat format;
  private final Listener consoleLog;
  private final List<LogFile> files = new ArrayList<>();

  private Logging(Console console, LineFormat format) {
    this.format = format;
    this.consoleLog = entry -> console.err().println(format.line(entry));
  }

  /** Starts to log on stderr. */
  static Logging start(Console console, LineFormat format) {
    Logging logging = new Logging(console, format);
    Journal.setLevel(Level.INFO);
    Journal.add(logging.consoleLog);
    return logging;
  }

  /** Logs into a file as well from now on. */
  void toFile(Path path, long sizeLimit, int keep) {
    LogFile file = new LogFile(path, sizeLimit, keep, format);
    files.add(file);
    Journal.add(file);
  }

  /** Logs from this level on, unless the command line says {@code -q} or {@code -v}. */
  void level(CommonOptions common, LogLevel otherwise) {
    if (common.verbosity() > 0) {
      Journal.setLevel(common.verbosity() > 1 ? Level.TRACE : Level.DEBUG);
    } else if (common.quiet()) {
      Journal.setLevel(Level.WARN);
    } else {
      Journal.setLevel(level(otherwise));
    }
  }

  private static Level level(LogLevel level) {
    return level == LogLevel.WARNING ? Level.WARN : Level.valueOf(level.name());
  }

  /** Logs no more on stderr: there is nobody left who reads it. */
  void leaveConsole() {
    Journal.remove(consoleLog);
  }

  /** Writes an error into the file that the operator is told on stderr. */
  void record(UserError error) {
    String text =
        error.hint().isEmpty() ? error.problem() : error.problem() + " (" + error.hint() + ")";
    record(Entry.now(Level.ERROR, "", text, null));
  }

  /** Writes a fault of ours into the file. */
  void record(Throwable fault) {
    record(Entry.now(Level.ERROR, "", "internal error", fault));
  }

  private void record(Entry entry) {
    files.forEach(file -> file.hear(entry));
  }

  void stop() {
    leaveConsole();
    files.forEach(
        file -> {
          Journal.remove(file);
          file.close();
        });
  }
}
