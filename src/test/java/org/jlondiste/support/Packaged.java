package org.jlondiste.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * The originals, as Debian and its relatives package them: PgQ and Londiste as extensions of a
 * server, and their programs. Tests that need them are skipped where they are not installed, or
 * fail if the environment variable {@code JLONDISTE_PEERS} is {@code required}.
 */
public final class Packaged {
  private static final Path SERVERS = Path.of("/usr/lib/postgresql");
  private static final Path SHARED = Path.of("/usr/share/postgresql");
  private static final Path LONDISTE = Path.of("/usr/bin/londiste");
  private static final Path PGQD = Path.of("/usr/bin/pgqd");
  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final Path PYTHON_PACKAGE = Path.of("/usr/lib/python3/dist-packages/pgq");
  private static final List<String> EXTENSIONS = List.of("pgq", "pgq_node", "londiste");

  private Packaged() {}

  /** The program {@code londiste}. */
  public static Path londiste() {
    return program(LONDISTE, "python3-londiste");
  }

  /** The program {@code pgqd}. */
  public static Path pgqd() {
    return program(PGQD, "pgqd");
  }

  /** There is a server with the extensions. */
  public static boolean isThere() {
    return newest().isPresent();
  }

  /** The server with the extensions has this one, too. */
  public static boolean offers(String extension) {
    return newest().filter(version -> Files.exists(control(version, extension))).isPresent();
  }

  /** The interpreter that has PgQ's package. */
  public static Path python() {
    if (!Files.exists(PYTHON_PACKAGE)) {
      throw missing("no " + PYTHON_PACKAGE + " here: the package python3-pgq brings it");
    }
    return program(PYTHON, "python3");
  }

  /** The newest version of the server that has the extensions. */
  static String version() {
    return newest()
        .orElseThrow(
            () ->
                missing(
                    "no server with the extensions pgq, pgq_node and londiste here: the packages"
                        + " postgresql-N-pgq3, postgresql-N-pgq-node and"
                        + " postgresql-N-londiste-sql bring them"));
  }

  /** The folder of that server's programs. */
  static Path binaries() {
    return SERVERS.resolve(version()).resolve("bin");
  }

  private static Optional<String> newest() {
    if (!Files.isDirectory(SERVERS)) {
      return Optional.empty();
    }
    try (Stream<Path> folders = Files.list(SERVERS)) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .filter(Packaged::isComplete)
          .max(Versions.OLDEST_FIRST);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isComplete(String version) {
    return Files.isExecutable(SERVERS.resolve(version).resolve("bin/postgres"))
        && EXTENSIONS.stream().allMatch(name -> Files.exists(control(version, name)));
  }

  private static Path control(String version, String extension) {
    return SHARED.resolve(version).resolve("extension/" + extension + ".control");
  }

  private static RuntimeException missing(String problem) {
    return "required".equals(System.getenv("JLONDISTE_PEERS"))
        ? new IllegalStateException(problem)
        : new TestAbortedException(problem);
  }

  private static Path program(Path path, String bringer) {
    if (!Files.isExecutable(path)) {
      throw missing("no " + path + " here: the package " + bringer + " brings it");
    }
    return path;
  }
}
