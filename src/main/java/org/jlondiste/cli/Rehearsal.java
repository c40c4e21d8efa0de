package org.jlondiste.cli;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Loads every class that a command may need, so that Java can write down which these are and
 * prepare them: what the launcher runs when it is called {@code quicken}.
 */
public final class Rehearsal {
  private static final String CLASS = ".class";

  private Rehearsal() {}

  /** Runs commands that need nothing, then loads all there is in the class path. */
  public static void main(String[] arguments) throws IOException {
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
    Main main = new Main(new Console(nowhere, nowhere, Map.of(), false), "londiste3");
    main.run(List.of("--version"));
    main.run(List.of("--help"));
    main.run(List.of("missing.ini", "status"));
    for (String file : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (file.endsWith(".jar")) {
        loadAll(new File(file));
      }
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
