package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jlondiste.error.ExitCode;
import org.jlondiste.support.Await;
import org.jlondiste.support.Run;
import org.jlondiste.support.Tool;

/**
 * A worker or a ticker that lives in the background, known by its INI file and by the log file and
 * pid file of the same name.
 */
final class Daemon implements AutoCloseable {
  private final Tool tool;
  private final Path directory;
  private final String name;
  private final List<String> words;

  /**
   * @param name of the INI file, without its ending
   * @param words of the command line behind the INI file
   */
  Daemon(Tool tool, Path directory, String name, String... words) {
    this.tool = tool;
    this.directory = directory;
    this.name = name;
    this.words = List.of(words);
  }

  /** The same with other environment variables. */
  Daemon calledBy(Tool other) {
    return new Daemon(other, directory, name, words.toArray(String[]::new));
  }

  /** The same with more to say. */
  Daemon talkative() {
    List<String> more = new ArrayList<>(words);
    more.add("-v");
    return new Daemon(tool, directory, name, more.toArray(String[]::new));
  }

  /** Sends it to the background and returns when it works there. */
  Run start() {
    List<String> line = new ArrayList<>(List.of("-d", name + ".ini"));
    line.addAll(words);
    Run run = tool.run(line.toArray(String[]::new)).exitsWith(ExitCode.OK);
    assertThat(isRunning()).as("a process after %s", run).isTrue();
    return run;
  }

  /** Asks it to end in good order, and waits for that. */
  void stop() {
    tool.run("-s", "--wait", name + ".ini").exitsWith(ExitCode.OK);
    assertThat(pidFile()).doesNotExist();
  }

  /** Ends it without any chance to tidy up; its pid file stays. */
  void killHard() {
    process()
        .ifPresent(
            process -> {
              process.destroyForcibly();
              Await.until(name + " is dead", () -> !process.isAlive());
            });
  }

  /** Sends a signal by its name to the process in the pid file. */
  void signal(String signal) {
    long pid = process().orElseThrow().pid();
    try {
      assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor())
          .isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  boolean isRunning() {
    return process().filter(ProcessHandle::isAlive).isPresent();
  }

  /** The process that the pid file names. */
  Optional<ProcessHandle> process() {
    String text = text(pidFile()).strip();
    return text.isEmpty() ? Optional.empty() : ProcessHandle.of(Long.parseLong(text));
  }

  Path pidFile() {
    return directory.resolve(name + ".pid");
  }

  /** What its log file holds by now. */
  String logged() {
    return text(directory.resolve(name + ".log"));
  }

  void awaitLogged(String words) {
    Await.until(name + " logs \"" + words + "\"", () -> logged().contains(words));
  }

  @Override
  public void close() {
    killHard();
  }

  private static String text(Path path) {
    try {
      return Files.readString(path, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
