package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jlondiste.error.ExitCode;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Packaged;
import org.jlondiste.support.Run;
import org.jlondiste.support.Tool;

/** A node that Londiste itself made and runs, with its own worker and the ticker {@code pgqd}. */
public final class Original implements AutoCloseable {
  private static final int LIMIT_SECONDS = 60;

  private final Path directory;
  private final String name;
  private final Database database;
  private final Path londiste = Packaged.londiste();
  private final Path pgqd = Packaged.pgqd();

  /**
   * Writes its INI files; nothing is created yet.
   *
   * @param lines of Londiste's INI file beside the usual ones
   */
  public Original(Path directory, String name, Database database, String... lines) {
    this.directory = directory;
    this.name = name;
    this.database = database;
    write(
        name + ".ini",
        """
        [londiste]
        job_name = %1$s
        db = %2$s
        queue_name = %3$s
        logfile = %4$s/%1$s.log
        pidfile = %4$s/%1$s.pid
        loop_delay = 0.2
        """
                .formatted(name, database.connectString(), Node.QUEUE, directory)
            + String.join("\n", lines)
            + "\n");
    write(
        name + "-pgqd.ini",
        """
        [pgqd]
        base_connstr = host=%s port=%d user=postgres
        database_list = %s
        ticker_period = 0.1
        check_period = 1
        maint_period = 1
        retry_period = 1
        logfile = %5$s/%4$s-pgqd.log
        pidfile = %5$s/%4$s-pgqd.pid
        """
            .formatted(
                database.server().host(),
                database.server().port(),
                database.name(),
                name,
                directory));
  }

  /** Runs one of Londiste's commands, which has to succeed; what it said. */
  public String does(String... words) {
    List<String> command = new ArrayList<>(List.of(londiste.toString(), name + ".ini"));
    command.addAll(List.of(words));
    return run(command);
  }

  public void startWorker() {
    run(List.of(londiste.toString(), "-d", name + ".ini", "worker"));
  }

  /** Asks its worker to end, and waits until it has. */
  void stopWorker() {
    run(List.of(londiste.toString(), "-s", name + ".ini"));
    Await.until(name + " has ended", () -> text(directory.resolve(name + ".pid")).isEmpty());
  }

  public void startTicker() {
    run(List.of(pgqd.toString(), "-d", name + "-pgqd.ini"));
  }

  /** The worker of ours by the same INI file, in its place. */
  Daemon ourWorker() {
    return new Daemon(Tool.in(directory), directory, name, "worker");
  }

  /** Runs one of our commands with the same INI file, which has to succeed. */
  Run ours(String... words) {
    List<String> line = new ArrayList<>(List.of(name + ".ini"));
    line.addAll(List.of(words));
    return Tool.in(directory).run(line.toArray(String[]::new)).exitsWith(ExitCode.OK);
  }

  Database database() {
    return database;
  }

  /** The tick that the node has reached. */
  long position() {
    return database.count(
        "select last_tick_id from pgq_node.local_state where consumer_name = '" + name + "'");
  }

  /** Waits until its tables are in sync, and its worker needs their copies' snapshots no longer. */
  void awaitSettled() {
    Await.until(
        name + " is in sync",
        () ->
            database.count(
                    "select count(*) from londiste.table_info where local and (merge_state is"
                        + " distinct from 'ok' or custom_snapshot is not null)")
                == 0);
  }

  /** What its worker logged so far. */
  String logged() {
    return text(directory.resolve(name + ".log"));
  }

  /** What its ticker logged so far. */
  String ticker() {
    return text(directory.resolve(name + "-pgqd.log"));
  }

  private String run(List<String> command) {
    try {
      Path out = Files.createTempFile(directory, "original", ".out");
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
      process.destroyForcibly();
      String said = text(out);
      assertThat(ended && process.exitValue() == 0).as("%s said:%n%s", command, said).isTrue();
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + command, e);
    }
  }

  /** Ends worker and ticker, and copies that are under way. */
  @Override
  public void close() {
    end(name + ".pid");
    end(name + "-pgqd.pid");
    try (Stream<Path> files = Files.list(directory)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.startsWith(name + ".pid.copy."))
          .forEach(this::end);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void end(String pidFile) {
    String pid = text(directory.resolve(pidFile)).strip();
    if (!pid.isEmpty()) {
      ProcessHandle.of(Long.parseLong(pid))
          .ifPresent(
              process -> {
                process.destroyForcibly();
                Await.until(pidFile + " names no process", () -> !process.isAlive());
              });
    }
  }

  private void write(String file, String text) {
    try {
      Files.writeString(directory.resolve(file), text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path path) {
    try {
      return Files.exists(path) ? Files.readString(path, StandardCharsets.UTF_8) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return "Londiste's node " + name + " in " + database;
  }
}
