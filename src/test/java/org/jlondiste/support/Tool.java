package org.jlondiste.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The tool as its users start it: a process of its own, in a directory of its own. Where the build
 * has made the distribution (system property {@code jlondiste.home}) it is its launcher, else the
 * classes of this build.
 */
public final class Tool {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Path directory;
  private final Map<String, String> environment;
  private final String program;

  private Tool(Path directory, Map<String, String> environment, String program) {
    this.directory = directory;
    this.environment = Map.copyOf(environment);
    this.program = program;
  }

  /** The tool, to be run in a directory that holds its INI files. */
  public static Tool in(Path directory) {
    return new Tool(directory, Map.of(), "londiste3");
  }

  /** Runs one command in a directory. */
  public static Run run(Path directory, String... arguments) {
    return in(directory).run(arguments);
  }

  /** With another environment variable. */
  public Tool with(String variable, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(variable, value);
    return new Tool(directory, more, program);
  }

  /** Called by another of its names: {@code jlondiste}, {@code londiste}, {@code pgqd}. */
  public Tool calledAs(String name) {
    return new Tool(directory, environment, name);
  }

  /** Runs a command to its end. */
  public Run run(String... arguments) {
    try {
      Path out = Files.createTempFile("jlondiste", ".out");
      Path err = Files.createTempFile("jlondiste", ".err");
      try {
        Process process =
            builder(arguments).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
          process.destroyForcibly().waitFor();
        }
        Run run =
            new Run(
                program + " " + String.join(" ", arguments),
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
        if (!ended) {
          throw new AssertionError("not ended within " + LIMIT.toSeconds() + " s: " + run);
        }
        return run;
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for the tool", e);
    }
  }

  /** Starts a command that goes on: a worker or a ticker in the foreground. */
  public Background start(String... arguments) {
    try {
      Path out = Files.createTempFile("jlondiste", ".out");
      Process process =
          builder(arguments).redirectErrorStream(true).redirectOutput(out.toFile()).start();
      return new Background(program + " " + String.join(" ", arguments), process, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ProcessBuilder builder(String... arguments) {
    List<String> command = new ArrayList<>(launcher(program));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().putAll(environment);
    return builder;
  }

  /** How its users start it, without any arguments. */
  public static List<String> launcher() {
    return launcher("londiste3");
  }

  private static List<String> launcher(String program) {
    String home = System.getProperty("jlondiste.home", "");
    if (!home.isEmpty()) {
      return List.of(Path.of(home, "bin", program).toString());
    }
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xmx256m",
        "-Djlondiste.program=" + program,
        "-cp",
        System.getProperty("java.class.path"),
        "org.jlondiste.cli.Main");
  }
}
