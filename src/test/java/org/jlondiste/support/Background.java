package org.jlondiste.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A command that goes on in the background until the test ends it. */
public final class Background implements AutoCloseable {
  private final String command;
  private final Process process;
  private final Path output;

  Background(String command, Process process, Path output) {
    this.command = command;
    this.process = process;
    this.output = output;
  }

  /** What it wrote so far, stdout and stderr together. */
  public String output() {
    try {
      return Files.readString(output, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean isRunning() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** Waits until it has written this text. */
  public Background awaitOutput(String text) {
    Await.until(
        "'" + command + "' says \"" + text + "\"",
        () -> {
          if (!process.isAlive() && !output().contains(text)) {
            throw new AssertionError("ended without saying \"" + text + "\": " + this);
          }
          return output().contains(text);
        });
    return this;
  }

  /** Sends a signal by its name: {@code INT}, {@code TERM}, {@code HUP}. */
  public Background signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Asks it to end in good order, and waits for that. */
  public Run stop() {
    return signal("INT").awaitEnd();
  }

  /** Kills it without any chance to tidy up. */
  public Run killHard() {
    process.destroyForcibly();
    return awaitEnd();
  }

  /** Waits until it ends by itself. */
  public Run awaitEnd() {
    try {
      if (!process.waitFor(Await.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("does not end: " + this);
      }
      return new Run(command, process.exitValue(), output(), "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Kills it if it still runs, and forgets its output. */
  @Override
  public void close() {
    if (process.isAlive()) {
      killHard();
    }
    try {
      Files.deleteIfExists(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return "'" + command + "' (process " + process.pid() + ")\n--- output\n" + output();
  }
}
