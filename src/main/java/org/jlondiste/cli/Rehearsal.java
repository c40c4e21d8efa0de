package org.jlondiste.cli;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jlondiste.error.ExitCode;

/**
 * Loads every class that a command may need, so that Java can write down which these are and
 * prepare them: what the launcher runs when it is called {@code quicken}. {@code status}, which is
 * run most often, is rehearsed with a server of its own, so that what comes into being only while a
 * command runs is prepared as well.
 */
public final class Rehearsal {
  private static final String CLASS = ".class";

  private Rehearsal() {}

  /** Runs some commands, then loads all there is in the class path. */
  public static void main(String[] arguments) throws IOException {
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
    Main main = new Main(new Console(nowhere, nowhere, Map.of(), false), "londiste3");
    main.run(List.of("--version"));
    main.run(List.of("--help"));
    main.run(List.of("missing.ini", "status"));
    rehearseStatus(main);
    for (String file : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (file.endsWith(".jar")) {
        loadAll(new File(file));
      }
    }
  }

  static ExitCode rehearseStatus(Main main) throws IOException {
    Path ini = Files.createTempFile("rehearsal", ".ini");
    try (RehearsalServer server = new RehearsalServer()) {
      Files.writeString(
          ini,
          """
          [londiste3]
          job_name = rehearsal
          db = host=127.0.0.1 port=%d dbname=rehearsal user=rehearsal
          queue_name = rehearsal
          logfile = %s.log
          """
              .formatted(server.port(), ini));
      main.run(List.of(ini.toString(), "status", "--json"));
      return main.run(List.of(ini.toString(), "status"));
    } finally {
      Files.delete(ini);
      Files.deleteIfExists(Path.of(ini + ".log"));
    }
  }

  private static void loadAll(File file) throws IOException {
    try (JarFile jar = new JarFile(file)) {
      jar.stream()
          .map(JarEntry::getName)
          .filter(name -> name.endsWith(CLASS) && !name.contains("-"))
          .forEach(Rehearsal::load);
    }
  }

  private static void load(String entry) {
    String name = entry.substring(0, entry.length() - CLASS.length()).replace('/', '.');
    try {
      Class.forName(name, false, Rehearsal.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      // it extends something that is not here, so that nobody can need it
    }
  }
}
