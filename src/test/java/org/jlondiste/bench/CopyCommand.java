package org.jlondiste.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
  @Mixin private final Common common = new Common();

  @Option(
      names = "--rows",
      defaultValue = "1000000",
      description = "Rows of the big table (${DEFAULT-VALUE}).")
  private int rows;

  @Option(
      names = "--small-tables",
      defaultValue = "500",
      description = "Number of small tables (${DEFAULT-VALUE}).")
  private int smallTables;

  @Option(
      names = "--wide-rows",
      defaultValue = "10000",
      description = "Number of wide rows (${DEFAULT-VALUE}).")
  private int wideRows;

  @Option(
      names = "--indexed-rows",
      defaultValue = "300000",
      description = "Rows of the table with many indexes (${DEFAULT-VALUE}).")
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
          for (Load load : loads()) {
            List<Contest.Contender> contenders = new ArrayList<>();
            systems.forEach(
                (name, setup) -> {
                  if (!name.equals("Londiste") || load.tables().size() == 1 || patient) {
                    contenders.add(
                        ground.contender(
                            name,
                            (source, target) ->
                                Map.of(
                                    load.title(),
                                    replicated(ground, setup, load, source, target))));
                  } else {
                    report.leaveOut(name + ", " + load.title(), "--patient has it take part");
                  }
                });
            ways.forEach(
                (name, way) -> {
                  if (load.tables().size() == 1 || !(way instanceof Plain)) {
                    contenders.add(
                        ground.contender(
                            name,
                            (source, target) -> {
                              load.fill(source);
                              ground.settle();
                              double seconds = way.seconds(ground, load, source, target);
                              load.requireRows(source, target);
                              return Map.of(load.title(), seconds);
                            }));
                  }
                });
            Map<String, Unit> units = new LinkedHashMap<>();
            units.put(load.title(), Unit.SECONDS);
            report.add(common.contest(units, contenders));
          }
        });
  }

  private List<Load> loads() {
    List<Load> loads = new ArrayList<>();
    if (rows > 0) {
      loads.add(Load.big(rows));
    }
    if (smallTables > 0) {
      loads.add(Load.small(smallTables));
    }
    if (wideRows > 0) {
      loads.add(Load.wide(wideRows));
    }
    if (indexedRows > 0) {
      loads.add(Load.indexed(indexedRows));
    }
    return loads;
  }

  private static Map<String, Way> ways(Report report) {
    Map<String, Way> ways = new LinkedHashMap<>();
    if (Programs.find("pgcopydb").isPresent()) {
      ways.put("pgcopydb, two jobs", CopyCommand::pgcopydb);
    } else {
      report.leaveOut("pgcopydb", "it is not installed here");
    }
    if (Programs.find("pg_dump").isPresent()) {
      ways.put("pg_dump -Fc, pg_restore -j2", CopyCommand::dumped);
    } else {
      report.leaveOut("pg_dump, pg_restore", "they are not installed here");
    }
    if (Programs.find("psql").isPresent()) {
      ways.put("COPY into COPY, then indexes", new Plain());
    } else {
      report.leaveOut("COPY into COPY", "no psql here");
    }
    return ways;
  }

  /** One that copies into an empty database and leaves it at that. */
  private interface Way {
    double seconds(Ground ground, Load load, Database source, Database target) throws Exception;
  }

  /** How long a system takes that goes on replicating what it has copied. */
  private static double replicated(
      Ground ground, Setup setup, Load load, Database source, Database target) throws Exception {
    load.fill(source);
    load.createEmpty(target);
    try (Replication replication = setup.of(source, target)) {
      ground.settle();
      long start = System.nanoTime();
      replication.begin(load.tables());
      replication.awaitInSync();
      double seconds = (System.nanoTime() - start) / 1e9;
      load.requireRows(source, target);
      return seconds;
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
