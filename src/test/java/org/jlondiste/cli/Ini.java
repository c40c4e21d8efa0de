package org.jlondiste.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jlondiste.support.Server;

/** An INI file that a test writes, with the log file and the pid file that it names. */
record Ini(Path path, Path log, Path pidFile) {

  /** The INI file of a ticker. */
  static Ini ofTicker(Path directory, Server server, String... lines) {
    Ini ini = in(directory, "ticker");
    ini.write(server, lines);
    return ini;
  }

  private static Ini in(Path directory, String name) {
    return new Ini(
        directory.resolve(name + ".ini"),
        directory.resolve(name + ".log"),
        directory.resolve(name + ".pid"));
  }

  /** Writes a ticker's file anew. */
  void write(Server server, String... lines) {
    String text =
        """
        [pgqd]
        base_connstr = host=%s port=%d user=postgres
        logfile = %s
        pidfile = %s
        ticker_period = 0.05
        """
            .formatted(server.host(), server.port(), log, pidFile);
    try {
      Files.writeString(path, text + String.join("\n", lines) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return String.valueOf(path.getFileName());
  }

  /** What the log file holds by now. */
  String logged() {
    return text(log).orElse("");
  }

  /** The process in the pid file. */
  Optional<ProcessHandle> process() {
    return text(pidFile).map(String::strip).map(Long::parseLong).flatMap(ProcessHandle::of);
  }

  private static Optional<String> text(Path path) {
    try {
      return Files.exists(path)
          ? Optional.of(String.join("\n", List.copyOf(Files.readAllLines(path))))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
