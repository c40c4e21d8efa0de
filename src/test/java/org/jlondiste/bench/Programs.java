package org.jlondiste.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jlondiste.support.Await;

/** Programs of others. */
final class Programs {
  private Programs() {}

  /** Runs one to its end, which has to be good; the seconds it took. */
  static double run(Path directory, List<String> command) {
    return run(directory, command, true);
  }

  /** Runs one to its end, however it ends; the seconds it took. */
  static double time(Path directory, List<String> command) {
    return run(directory, command, false);
  }

  private static double run(Path directory, List<String> command, boolean successfully) {
    try {
      Path out = Files.createTempFile("bench", ".out");
      try {
        long start = System.nanoTime();
        ProcessBuilder builder =
            new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        int exitCode = builder.start().waitFor();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (successfully && exitCode != 0) {
          throw new IllegalStateException(
              command
                  + ": exit "
                  + exitCode
                  + "\n"
                  + Files.readString(out, StandardCharsets.UTF_8));
        }
        return seconds;
      } finally {
        Files.delete(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + command, e);
    }
  }

  /** The first line with a word in it that a program says, if it can be run. */
  static Optional<String> says(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .start();
      List<String> lines;
      try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
        lines = out.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
      }
      return process.waitFor() == 0 ? lines.stream().findFirst() : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + List.of(command), e);
    }
  }

  /** The program of this name, wherever Debian and its relatives put it. */
  static Optional<Path> find(String name) {
    List<Path> folders = new ArrayList<>();
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      folders.add(Path.of(folder));
    }
    try (DirectoryStream<Path> versions =
        Files.newDirectoryStream(Path.of("/usr/lib/postgresql"))) {
      versions.forEach(version -> folders.add(version.resolve("bin")));
    } catch (IOException e) {
      // there is no such folder, so nothing can be in it
    }
    return folders.stream()
        .map(folder -> folder.resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The process that a pid file names; none if there is no such file. */
  static OptionalLong pid(Path pidFile) {
    try {
      return Files.exists(pidFile)
          ? OptionalLong.of(
              Long.parseLong(Files.readString(pidFile, StandardCharsets.UTF_8).strip()))
          : OptionalLong.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills the process that a pid file names, if there is one. */
  static void end(Path pidFile) {
    OptionalLong pid = pid(pidFile);
    if (pid.isEmpty()) {
      return;
    }
    ProcessHandle.of(pid.getAsLong())
        .ifPresent(
            process -> {
              process.destroyForcibly();
              Await.until("process " + process.pid() + " is gone", () -> !process.isAlive());
            });
    try {
      Files.deleteIfExists(pidFile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
