package org.jlondiste.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A server whose binaries lie in a folder of this machine. */
final class LocalEngine implements Engine {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Account account = Account.ofServers();
  private final String version;
  private final Path binaries;
  private final Map<String, String> settings;
  private final Path directory;
  private final int port = Ports.free();
  private @Nullable Process process;

  /**
   * @param binaries the folder that {@code initdb} and {@code postgres} are in
   */
  LocalEngine(String version, Path binaries, Map<String, String> settings) {
    this.version = version;
    this.binaries = binaries;
    this.settings = Settings.with(settings);
    try {
      this.directory = Ground.directory(version);
      account.own(directory);
      initialize();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void initialize() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(binaries.resolve("initdb").toString());
    command.addAll(List.of("-D", data().toString(), "-U", "postgres", "-A", "trust"));
    command.addAll(List.of("-E", "UTF8", "--locale=C"));
    if (!isOlderThan93()) {
      command.add("--nosync");
    }
    Process initdb = launch(command);
    if (awaitEnd(initdb) != 0) {
      throw new IllegalStateException("initdb of PostgreSQL " + version + " failed\n" + log());
    }
    StringBuilder text = new StringBuilder("\n");
    text.append("listen_addresses = '127.0.0.1'\n");
    text.append("port = ").append(port).append('\n');
    text.append(isOlderThan93() ? "unix_socket_directory" : "unix_socket_directories");
    text.append(" = '").append(directory).append("'\n");
    settings.forEach(
        (name, value) ->
            text.append(name).append(" = '").append(value.replace("'", "''")).append("'\n"));
    Files.writeString(
        data().resolve("postgresql.conf"), text, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
  }

  @Override
  public void start() {
    try {
      Process started =
          launch(List.of(binaries.resolve("postgres").toString(), "-D", data().toString()));
      process = started;
      Await.until(
          "PostgreSQL " + version + " accepts connections",
          LIMIT,
          () -> {
            if (!started.isAlive()) {
              throw new IllegalStateException(
                  "PostgreSQL " + version + " does not start\n" + log());
            }
            return answers();
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    Process running = process;
    if (running == null) {
      return;
    }
    signal("INT", running);
    awaitEnd(running);
    process = null;
  }

  @Override
  public void killHard() {
    Process running = process;
    if (running == null) {
      return;
    }
    List<ProcessHandle> children;
    try (Stream<ProcessHandle> descendants = running.toHandle().descendants()) {
      children = descendants.toList();
    }
    running.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    awaitEnd(running);
    Await.until(
        "all processes of the killed server are gone",
        LIMIT,
        () -> children.stream().noneMatch(ProcessHandle::isAlive));
    process = null;
  }

  @Override
  public void remove() {
    killHard();
    try {
      Directories.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public String socketDirectory() {
    return directory.toString();
  }

  @Override
  public String log() {
    try {
      Path file = logFile();
      if (!Files.exists(file)) {
        return "";
      }
      List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path data() {
    return directory.resolve("data");
  }

  private Path logFile() {
    return directory.resolve("log");
  }

  private boolean isOlderThan93() {
    return List.of("8.4", "9.0", "9.1", "9.2").contains(version);
  }

  private Process launch(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(account.command(command));
    builder.directory(directory.toFile());
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("LOCPATH", Locales.path());
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()));
    return builder.start();
  }

  private boolean answers() {
    String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres&loginTimeout=5";
    try {
      DriverManager.getConnection(url).close();
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private void signal(String name, Process running) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(running.pid())).start();
      awaitEnd(kill);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int awaitEnd(Process ending) {
    try {
      if (!ending.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("still running: " + ending.info());
      }
      return ending.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + ending.info(), e);
    }
  }
}
