package org.jlondiste.daemon;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jlondiste.error.StateError;

/**
 * Sends the program to the background. A Java process cannot fork, so it starts itself once more in
 * a session of its own. The first process stays until the second one reports that it is ready, and
 * passes on what that one has to say until then.
 */
public final class Detachment {
  private static final String DETACHED = "jlondiste.detached";
  private static final String READY = "ready";

  private Detachment() {}

  /** True in the process that was started for the background. */
  public static boolean isDetached() {
    return Boolean.getBoolean(DETACHED);
  }

  /**
   * Starts the background process and waits until it is ready or has ended.
   *
   * @param mainClass where the program begins
   * @param arguments the same words that this process was given
   * @param err where the messages of the background process go
   * @return 0, or the exit status of the background process if it ended before it was ready
   */
  public static int launch(String mainClass, List<String> arguments, PrintStream err) {
    List<String> command = new ArrayList<>(newSession());
    command.addAll(java());
    command.add(mainClass);
    command.addAll(arguments);
    try {
      Process process = new ProcessBuilder(command).redirectInput(new File("/dev/null")).start();
      FastExit.before(process::destroy);
      Thread messages = new Thread(() -> passOn(process.getErrorStream(), err), "messages");
      messages.setDaemon(true);
      messages.start();
      boolean ready = awaitReady(process);
      int status = ready ? 0 : process.waitFor();
      messages.join();
      return status;
    } catch (IOException e) {
      throw new StateError("cannot start a background process: " + e.getMessage(), "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StateError("interrupted while the background process started", "");
    }
  }

  /**
   * Tells the waiting first process that all is well, and lets go of its terminal: closing a
   * standard stream makes the JDK put /dev/null in its place.
   */
  public static void ready(PrintStream out, PrintStream err) {
    out.println(READY);
    out.close();
    err.close();
  }

  private static boolean awaitReady(Process process) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = reader.readLine();
      while (line != null) {
        if (line.equals(READY)) {
          return true;
        }
        line = reader.readLine();
      }
      return false;
    }
  }

  private static void passOn(InputStream from, PrintStream to) {
    try {
      from.transferTo(to);
    } catch (IOException e) {
      to.println("lost the messages of the background process: " + e.getMessage());
    }
    to.flush();
  }

  /** The words that start a program in a session of its own, where the terminal cannot reach it. */
  private static List<String> newSession() {
    if (onPath("setsid")) {
      return List.of("setsid");
    }
    if (onPath("perl")) {
      return List.of("perl", "-e", "use POSIX 'setsid'; setsid(); exec @ARGV or exit 127", "--");
    }
    String ownGroup = "set -m 2>/dev/null; \"$@\" & exec </dev/null >/dev/null 2>&1; wait $!";
    return List.of("sh", "-c", ownGroup, "sh");
  }

  private static boolean onPath(String program) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
    for (String directory : path.split(":", -1)) {
      if (Files.isExecutable(Path.of(directory.isEmpty() ? "." : directory, program))) {
        return true;
      }
    }
    return false;
  }

  /** This Java with its options, except one that makes short commands quick and long runs slow. */
  private static List<String> java() {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> !option.startsWith("-XX:TieredStopAtLevel"))
        .forEach(words::add);
    words.add("-D" + DETACHED + "=true");
    words.add("-cp");
    words.add(System.getProperty("java.class.path", ""));
    return words;
  }
}
