package org.jlondiste.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jlondiste.support.Database;
import org.jlondiste.support.Packaged;
import org.jlondiste.support.Server;
import org.jlondiste.support.Servers;
import org.opentest4j.TestAbortedException;

/**
 * Two servers for one run of the benchmark, source and target, set up alike and like servers in
 * earnest (they flush to the disk), and a directory for INI files. With Londiste's extensions where
 * the machine has them.
 */
final class Ground implements AutoCloseable {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "shared_buffers", "256MB",
          "max_wal_size", "4GB",
          "checkpoint_timeout", "30min",
          "fsync", "on",
          "full_page_writes", "on",
          "wal_level", "logical",
          "max_connections", "100",
          "autovacuum_naptime", "1h");

  private final Server source;
  private final Server target;
  private final Path directory;
  private final boolean hasExtensions;

  /** Starts both servers, and notes in the report what they are. */
  Ground(Report report) throws IOException {
    Map<String, String> settings = new LinkedHashMap<>(SETTINGS);
    boolean extensions = true;
    Server first;
    try {
      first = Servers.freshWithExtensions(settings);
    } catch (TestAbortedException e) {
      extensions = false;
      first = Servers.fresh("15", settings);
      report.leaveOut("Londiste, PgQ", e.getMessage());
    }
    hasExtensions = extensions;
    source = first;
    target = extensions ? Servers.freshWithExtensions(settings) : Servers.fresh("15", settings);
    directory = Files.createTempDirectory("jlondiste-bench-");
    report.fact(
        "source and target", "PostgreSQL " + source.database().value("show server_version"));
    report.fact("settings", new TreeMap<>(SETTINGS).toString());
  }

  /** The servers have the extensions {@code pgq}, {@code pgq_node} and {@code londiste}. */
  boolean hasExtensions() {
    return hasExtensions;
  }

  /** Londiste and its ticker can be run. */
  boolean hasLondiste() {
    try {
      return hasExtensions
          && Files.isExecutable(Packaged.londiste())
          && Files.isExecutable(Packaged.pgqd());
    } catch (TestAbortedException e) {
      return false;
    }
  }

  Path directory() {
    return directory;
  }

  Database newSource(String word) {
    return source.createDatabase(word);
  }

  Database newTarget(String word) {
    return target.createDatabase(word);
  }

  /** Writes what is pending to the disk now, so that nobody has to do it for the one before him. */
  void settle() {
    source.database().run("checkpoint");
    target.database().run("checkpoint");
  }

  /** Removes databases that have done their duty. */
  static void drop(Database... databases) {
    for (Database database : List.of(databases)) {
      database.server().database().run("drop database \"" + database.name() + "\" with (force)");
    }
  }

  @Override
  public void close() throws IOException {
    source.close();
    target.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
