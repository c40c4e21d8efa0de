package org.jlondiste.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  /** Kills the process that a pid file names, if there is one. */
  static void end(Path pidFile) {
    try {
      if (!Files.exists(pidFile)) {
        return;
      }
      String pid = Files.readString(pidFile, StandardCharsets.UTF_8).strip();
      ProcessHandle.of(Long.parseLong(pid))
          .ifPresent(
              process -> {
                process.destroyForcibly();
                Await.until("process " + pid + " is gone", () -> !process.isAlive());
              });
      Files.deleteIfExists(pidFile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
