package org.jlondiste.bench;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jlondiste.support.Database;
import org.jlondiste.support.Packaged;
import org.jlondiste.support.Server;
import org.jlondiste.support.Servers;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * Two servers for one run of the benchmark, source and target, set up alike and like servers in
 * earnest (they flush to the disk), and a directory for INI files. With Londiste's extensions where
 * the machine has them. Who has to be loaded when a server starts gets two servers of his own.
 */
final class Ground implements AutoCloseable {
  private static final int LOG_MEGABYTES = 4096;

  /** As servers are built. */
  private static final int LOG_FILE_MEGABYTES = 16;

  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("shared_buffers", "256MB"),
          Map.entry("max_wal_size", LOG_MEGABYTES + "MB"),
          Map.entry("min_wal_size", LOG_MEGABYTES + "MB"),
          Map.entry("checkpoint_timeout", "30min"),
          Map.entry("fsync", "on"),
          Map.entry("full_page_writes", "on"),
          Map.entry("wal_level", "logical"),
          Map.entry("max_connections", "100"),
          Map.entry("max_worker_processes", "40"),
          Map.entry("max_replication_slots", "40"),
          // 10,000 tables in one transaction
          Map.entry("max_locks_per_transaction", "512"),
          Map.entry("autovacuum_naptime", "1h"));

  private static final String PGLOGICAL = "pglogical";
  private static final String STATEMENTS = "pg_stat_statements";

  private final Map<String, String> settings = new TreeMap<>(SETTINGS);
  private final Path directory;
  private final Pair servers;
  private @Nullable Pair withPglogical;
  private long logBytes;

  /** What a contender does between two new databases. */
  interface Trial {
    /** What was reached, by the title of the figure. */
    Map<String, Double> run(Database source, Database target) throws Exception;
  }

  /** A source and a target. */
  private record Pair(Server source, Server target) {
    static Pair started(Map<String, String> settings, String... libraries) {
      Map<String, String> all = new TreeMap<>(settings);
      all.put(
          "shared_preload_libraries",
          Stream.of(libraries).filter(Packaged::offers).collect(Collectors.joining(",")));
      return new Pair(server(all), server(all));
    }

    private static Server server(Map<String, String> settings) {
      return Packaged.isThere()
          ? Servers.freshWithExtensions(settings)
          : Servers.fresh("15", settings);
    }

    void settle() {
      source.database().run("checkpoint");
      target.database().run("checkpoint");
    }

    /** Who comes first would have to make the files of the log that all others find. */
    void prepareLog(long bytes) {
      long files = Math.min(LOG_MEGABYTES, bytes / 1_000_000) / LOG_FILE_MEGABYTES;
      for (Server server : List.of(source, target)) {
        server
            .database()
            .run(
                "do $$ begin for i in 1 .. "
                    + files
                    + " loop perform pg_logical_emit_message(false, 'bench', 'next file');"
                    + " perform pg_switch_wal(); end loop; end $$",
                "checkpoint");
      }
    }

    void close() {
      source.close();
      target.close();
    }
  }

  /** Starts both servers. */
  Ground() throws IOException {
    if (Packaged.offers(STATEMENTS)) {
      // only where it is asked for
      settings.put("pg_stat_statements.track", "none");
    }
    servers = Pair.started(settings, STATEMENTS);
    directory = Files.createTempDirectory("jlondiste-bench-");
  }

  /** Says what the servers are, and how much room they have. */
  void describe(Report report) throws IOException {
    FileStore disk = Files.getFileStore(directory);
    report.fact(
        "disk",
        String.format(
            Locale.ROOT,
            "%.1f of %.1f GB free at the start, %s",
            disk.getUsableSpace() / 1e9,
            disk.getTotalSpace() / 1e9,
            disk.type()));
    report.fact(
        "source and target",
        "PostgreSQL " + servers.source().database().value("show server_version"));
    report.fact("settings", settings.toString());
  }

  /** How much the servers can write before the disk is full. */
  long freeBytes() throws IOException {
    return Files.getFileStore(directory).getUsableSpace();
  }

  /** Which version of an extension the servers offer; empty if none. */
  String extensionVersion(String extension) {
    return String.join(
        "",
        servers
            .source()
            .database()
            .query(
                "select default_version from pg_available_extensions where name = '"
                    + extension
                    + "'"));
  }

  /** The servers have the extensions {@code pgq}, {@code pgq_node} and {@code londiste}. */
  boolean hasExtensions() {
    return Packaged.isThere();
  }

  /** Londiste and its ticker can be run. */
  boolean hasLondiste() {
    try {
      return hasExtensions()
          && Files.isExecutable(Packaged.londiste())
          && Files.isExecutable(Packaged.pgqd());
    } catch (TestAbortedException e) {
      return false;
    }
  }

  /** The servers count statements for whom asks for it. */
  boolean countsStatements() {
    return Packaged.offers(STATEMENTS);
  }

  /** One who does something between two databases that are new each time. */
  Contest.Contender contender(String name, Trial trial) {
    return new Contest.Contender(
        name,
        () -> {
          boolean apart = name.equals(PGLOGICAL);
          Pair pair = apart ? withPglogical() : servers;
          Database source = pair.source().createDatabase("bench");
          Database target = pair.target().createDatabase("bench");
          Map<String, Double> reached = trial.run(source, target);
          if (apart) {
            // pglogical's supervisor lets no database go, but what fills it
            source.run("drop schema public cascade");
            target.run("drop schema public cascade");
          } else {
            drop(source, target);
          }
          return reached;
        });
  }

  private Pair withPglogical() {
    Pair pair = withPglogical;
    if (pair == null) {
      pair = Pair.started(settings, STATEMENTS, PGLOGICAL);
      pair.prepareLog(logBytes);
      Pglogical.trust(pair.source().database());
      withPglogical = pair;
    }
    return pair;
  }

  /**
   * Those who replicate: ours, and the peers that there are; those that are missing are noted.
   *
   * @param rhythm of Londiste
   */
  Map<String, Setup> systems(Report report, Londiste.Rhythm rhythm) {
    Map<String, Setup> systems = new LinkedHashMap<>();
    systems.put("jlondiste", (from, to) -> new Ours(directory, from, to));
    systems.put("native logical replication", Native::new);
    if (Packaged.offers(PGLOGICAL)) {
      systems.put(PGLOGICAL, Pglogical::new);
    } else {
      report.miss(PGLOGICAL);
    }
    if (hasLondiste()) {
      systems.put("Londiste", (from, to) -> new Londiste(directory, rhythm, from, to));
    } else {
      report.miss("Londiste");
    }
    return systems;
  }

  Path directory() {
    return directory;
  }

  Database newSource(String word) {
    return servers.source().createDatabase(word);
  }

  Database newTarget(String word) {
    return servers.target().createDatabase(word);
  }

  /** Writes what is pending to the disk now, so that nobody has to do it for the one before him. */
  void settle() {
    servers.settle();
    if (withPglogical != null) {
      withPglogical.settle();
    }
  }

  /**
   * Has the servers make the files of their logs ahead, so that nobody has to do it for those who
   * come after him.
   *
   * @param bytes that one contender has logged, as far as these are kept
   */
  void prepareLog(long bytes) {
    logBytes = bytes;
    servers.prepareLog(bytes);
    if (withPglogical != null) {
      withPglogical.prepareLog(bytes);
    }
  }

  /** Removes databases that have done their duty. */
  static void drop(Database... databases) {
    for (Database database : databases) {
      database.server().database().run("drop database \"" + database.name() + "\" with (force)");
    }
  }

  @Override
  public void close() throws IOException {
    servers.close();
    if (withPglogical != null) {
      withPglogical.close();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
