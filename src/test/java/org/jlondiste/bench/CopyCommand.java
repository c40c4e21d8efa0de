package org.jlondiste.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jlondiste.support.Database;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long it takes until full tables follow. */
@Command(
    name = "copy",
    description =
        "How long the copy of full tables takes, with their indexes: ours, native logical"
            + " replication, pglogical, Londiste; and without any replication afterwards: pgcopydb,"
            + " pg_dump into pg_restore, a plain COPY. A number of 0 leaves that out.")
final class CopyCommand implements Callable<Integer> {
  /** What a title ends with where the commands that begin do not count. */
  private static final String FOLLOWED = ", from the end of add-table until in sync";

  @Mixin private final Common common = new Common();

  @Option(
      names = "--rows",
      defaultValue = "1000000",
      description =
          "Rows of the big table (${DEFAULT-VALUE}; with --full 75,000,000, some 10 GB, if 60 GB"
              + " are free, 15,000,000, some 2 GB, if 15 GB are).")
  private int rows;

  @Option(
      names = "--small-tables",
      defaultValue = "500",
      description = "Number of small tables (${DEFAULT-VALUE}).")
  private int smallTables;

  @Option(
      names = "--wide-rows",
      defaultValue = "10000",
      description =
          "Number of wide rows (${DEFAULT-VALUE}; with --full and as much free, 200,000 or"
              + " 100,000).")
  private int wideRows;

  @Option(
      names = "--indexed-rows",
      defaultValue = "300000",
      description =
          "Rows of the table with many indexes (${DEFAULT-VALUE}; with --full and as much free,"
              + " 6,000,000 or 3,000,000).")
  private int indexedRows;

  @Option(
      names = "--patient",
      description = "Londiste is to copy the small tables, too; it takes seconds for each.")
  private boolean patient;

  @Override
  public Integer call() throws Exception {
    return common.onGround(
        (ground, report) -> {
          Map<String, Setup> systems = ground.systems(report, Londiste.Rhythm.QUICK);
          Map<String, Way> ways = ways(report);
          report.note(
              "whole: from the first command that adds tables, or creates the subscription, until"
                  + " all are in sync; of those that do not replicate, all they do");
          report.note(
              FOLLOWED.substring(2)
                  + ": the same without the time of these commands (of those that do not replicate"
                  + " all they do, as above)");
          Size full = Size.that(ground.freeBytes());
          ground.prepareLog(logBytes(full));
          for (Load load : loads(full)) {
            List<Contest.Contender> contenders = new ArrayList<>();
            systems.forEach(
                (name, setup) -> {
                  if (!name.equals("Londiste") || load.tables().size() == 1 || patient) {
                    contenders.add(
                        ground.contender(
                            name,
                            (source, target) ->
                                replicated(ground, report, setup, load, source, target)));
                  } else {
                    report.leaveOut(
                        name + ", " + load.title(),
                        "it takes seconds for each table; --patient has it take part");
                  }
                });
            ways.forEach(
                (name, way) -> {
                  if (load.tables().size() == 1 || !(way instanceof Plain)) {
                    contenders.add(
                        ground.contender(
                            name,
                            (source, target) -> {
                              fill(report, load, source);
                              ground.settle();
                              double seconds = way.seconds(ground, load, source, target);
                              load.requireRows(source, target);
                              return Map.of(load.title(), seconds, followed(load), seconds);
                            }));
                  } else {
                    report.leaveOut(
                        name + ", " + load.title(),
                        "two processes for each table would measure how these start");
                  }
                });
            Map<String, Unit> units = new LinkedHashMap<>();
            units.put(load.title(), Unit.SECONDS);
            units.put(followed(load), Unit.SECONDS);
            report.add(common.contest(units, contenders));
          }
        });
  }

  /**
   * What is copied in full size, by how much the disk has room for: twice the tables and their
   * indexes, what both servers log meanwhile, and a dump.
   */
  private enum Size {
    TEN_GIGABYTES(60_000_000_000L, 75_000_000, 200_000, 6_000_000),
    TWO_GIGABYTES(15_000_000_000L, 15_000_000, 100_000, 3_000_000),
    SMALL(0, 1_000_000, 10_000, 300_000);

    /** Free bytes that it takes. */
    private final long needed;

    private final int rows;
    private final int wideRows;
    private final int indexedRows;

    Size(long needed, int rows, int wideRows, int indexedRows) {
      this.needed = needed;
      this.rows = rows;
      this.wideRows = wideRows;
      this.indexedRows = indexedRows;
    }

    /** The largest for which so many bytes are enough. */
    static Size that(long free) {
      return Stream.of(values()).filter(size -> size.needed <= free).findFirst().orElse(SMALL);
    }
  }

  private List<Load> loads(Size full) {
    int big = common.size("--rows", rows, full.rows);
    int wide = common.size("--wide-rows", wideRows, full.wideRows);
    int indexed = common.size("--indexed-rows", indexedRows, full.indexedRows);
    List<Load> loads = new ArrayList<>();
    if (big > 0) {
      loads.add(Load.big(big));
    }
    if (smallTables > 0) {
      loads.add(Load.small(smallTables));
    }
    if (wide > 0) {
      loads.add(Load.wide(wide));
    }
    if (indexed > 0) {
      loads.add(Load.indexed(indexed));
    }
    return loads;
  }

  /** About what a server logs of the largest table and its indexes. */
  private long logBytes(Size full) {
    return LongStream.of(
            200L * common.size("--rows", rows, full.rows),
            14_000L * common.size("--wide-rows", wideRows, full.wideRows),
            400L * common.size("--indexed-rows", indexedRows, full.indexedRows))
        .max()
        .orElseThrow();
  }

  private static String followed(Load load) {
    return load.title() + FOLLOWED;
  }

  private static Map<String, Way> ways(Report report) {
    Map<String, Way> ways = new LinkedHashMap<>();
    if (Programs.find("pgcopydb").isPresent()) {
      ways.put("pgcopydb, two jobs", CopyCommand::pgcopydb);
    } else {
      report.miss("pgcopydb");
    }
    if (Programs.find("pg_dump").isPresent()) {
      ways.put("pg_dump -Fc, pg_restore -j2", CopyCommand::dumped);
    } else {
      report.miss("pg_dump, pg_restore");
    }
    if (Programs.find("psql").isPresent()) {
      ways.put("COPY into COPY, then indexes", new Plain());
    } else {
      report.miss("COPY into COPY, by psql");
    }
    return ways;
  }

  private static void fill(Report report, Load load, Database source) {
    load.fill(source);
    report.note(load.title() + ": " + load.size(source));
  }

  /** One that copies into an empty database and leaves it at that. */
  private interface Way {
    double seconds(Ground ground, Load load, Database source, Database target) throws Exception;
  }

  /** How long a system takes that goes on replicating what it has copied. */
  private static Map<String, Double> replicated(
      Ground ground, Report report, Setup setup, Load load, Database source, Database target)
      throws Exception {
    fill(report, load, source);
    load.createEmpty(target);
    try (Replication replication = setup.of(source, target)) {
      ground.settle();
      long start = System.nanoTime();
      replication.begin(load.tables());
      long begun = System.nanoTime();
      replication.awaitInSync();
      long inSync = System.nanoTime();
      load.requireRows(source, target);
      return Map.of(load.title(), (inSync - start) / 1e9, followed(load), (inSync - begun) / 1e9);
    }
  }

  private static double pgcopydb(Ground ground, Load load, Database source, Database target) {
    return Programs.run(
        ground.directory(),
        List.of(
            "pgcopydb",
            "clone",
            "--source",
            source.connectString(),
            "--target",
            target.connectString(),
            "--dir",
            ground.directory().resolve(source.name()).toString(),
            "--table-jobs",
            "2",
            "--index-jobs",
            "2"));
  }

  private static double dumped(Ground ground, Load load, Database source, Database target)
      throws IOException {
    Path dump = ground.directory().resolve(source.name() + ".dump");
    double seconds =
        Programs.run(
                ground.directory(),
                List.of("pg_dump", "-Fc", "-f", dump.toString(), "-d", source.connectString()))
            + Programs.run(
                ground.directory(),
                List.of("pg_restore", "-j2", "-d", target.connectString(), dump.toString()));
    Files.delete(dump);
    return seconds;
  }

  /** One COPY piped into another, into tables without indexes, which are built afterwards. */
  private static final class Plain implements Way {
    @Override
    public double seconds(Ground ground, Load load, Database source, Database target)
        throws Exception {
      target.runTogether(load.structure().toArray(String[]::new));
      ground.settle();
      long start = System.nanoTime();
      for (String table : load.tables()) {
        pipe(
            List.of("psql", "-XqAt", "-c", "copy " + table + " to stdout", source.connectString()),
            List.of(
                "psql", "-XqAt", "-c", "copy " + table + " from stdin", target.connectString()));
      }
      target.run(load.indexes().toArray(String[]::new));
      for (String table : load.tables()) {
        target.run("analyze " + table);
      }
      return (System.nanoTime() - start) / 1e9;
    }
  }

  private static void pipe(List<String> from, List<String> into)
      throws IOException, InterruptedException {
    List<Process> both =
        ProcessBuilder.startPipeline(
            List.of(
                new ProcessBuilder(from).redirectError(ProcessBuilder.Redirect.INHERIT),
                new ProcessBuilder(into)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)));
    for (Process process : both) {
      if (process.waitFor() != 0) {
        throw new IllegalStateException(process.info() + " failed");
      }
    }
  }
}
