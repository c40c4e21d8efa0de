package org.jlondiste.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where a command speaks: the answer goes to {@code out}, the conversation to {@code err}.
 *
 * @param environment the process environment
 * @param terminal true when a person watches
 */
record Console(
    PrintStream out, PrintStream err, Map<String, String> environment, boolean terminal) {
  private static final int USUAL_COLUMNS = 80;

  /** The streams of this process; always UTF-8, as names in databases may need it. */
  static Console ofProcess() {
    return new Console(
        stream(FileDescriptor.out), stream(FileDescriptor.err), System.getenv(), isTerminal());
  }

  /** True when escape sequences are welcome: a terminal, and nobody set NO_COLOR. */
  boolean colours() {
    return terminal
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "dumb").equals("dumb");
  }

  /** How many characters a line of the terminal takes; the launcher asks it. */
  int columns() {
    String columns = environment.getOrDefault("COLUMNS", "");
    return columns.matches("[1-9]\\d{1,4}") ? Integer.parseInt(columns) : USUAL_COLUMNS;
  }

  /** From Java 22 on there is always a console object, which knows whether it is a terminal. */
  @SuppressWarnings("SystemConsoleNull") // the test for null is for the versions before
  private static boolean isTerminal() {
    java.io.Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor)), true, StandardCharsets.UTF_8);
  }
}
