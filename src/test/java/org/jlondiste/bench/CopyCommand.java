package org.jlondiste.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jlondiste.support.Database;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long it takes until full tables follow. */
@Command(
    name = "copy",
    description =
        "How long the copy of full tables takes, with their indexes: ours, native logical"
            + " replication, pg_dump into pg_restore, a plain COPY.")
final class CopyCommand implements Callable<Integer> {
  private static final String BIG =
      "create table big (id int primary key, branch int, balance int, filler text)";
  private static final String BIG_INDEX = "create index big_branch on big (branch)";

  @Mixin private final Common common = new Common();

  @Option(
      names = "--rows",
      defaultValue = "1000000",
      description = "Rows of the big table (${DEFAULT-VALUE}).")
  private int rows;

  @Option(
      names = "--small-tables",
      defaultValue = "500",
      description = "Tables of 100 rows beside it (${DEFAULT-VALUE}).")
  private int smallTables;

  @Override
  public Integer call() throws Exception {
    Report report = new Report();
    try (Ground ground = new Ground(report)) {
      Map<String, Unit> units = new LinkedHashMap<>();
      units.put(one(), Unit.SECONDS);
      units.put(all(), Unit.SECONDS);
      List<Contest.Contender> contenders = new ArrayList<>();
      Setup ours = (source, target) -> new Ours(ground.directory(), source, target);
      contenders.add(new Replicated("jlondiste", ground, ours));
      contenders.add(new Replicated("native logical replication", ground, Native::new));
      contenders.add(new Plain(ground));
      if (Files.isExecutable(Path.of("/usr/bin/pg_dump"))) {
        contenders.add(new Dumped(ground));
      } else {
        report.leaveOut("pg_dump, pg_restore", "no /usr/bin/pg_dump here");
      }
      report.add(Contest.run(common.rounds(), units, contenders));
    }
    return common.print(report);
  }

  private String one() {
    return String.format("copy of one table of %,d rows, with two indexes", rows);
  }

  private String all() {
    return String.format("copy of that table and %d small ones", smallTables);
  }

  private List<String> small() {
    return IntStream.rangeClosed(1, smallTables).mapToObj(number -> "small_" + number).toList();
  }

  private void fill(Database source) {
    source.run(
        BIG,
        "insert into big select i, i % 100, 0, repeat('x', 84) from generate_series(1, "
            + rows
            + ") i",
        BIG_INDEX,
        "vacuum analyze big");
    String[] statements =
        small().stream()
            .map(
                table ->
                    "create table "
                        + table
                        + " (id int primary key, note text); insert into "
                        + table
                        + " select i, 'note ' || i from generate_series(1, 100) i")
            .toArray(String[]::new);
    source.runTogether(statements);
  }

  private void structure(Database target) {
    target.run(BIG, BIG_INDEX);
    target.runTogether(
        small().stream()
            .map(table -> "create table " + table + " (id int primary key, note text)")
            .toArray(String[]::new));
  }

  private void requireRows(Database target, boolean withSmall) {
    long found = target.count("select count(*) from big");
    if (withSmall) {
      found += target.count("select count(*) from " + small().get(smallTables - 1));
    }
    if (found != rows + (withSmall ? 100 : 0)) {
      throw new IllegalStateException("rows are missing: " + target);
    }
  }

  /** A system that goes on replicating what it has copied. */
  private final class Replicated implements Contest.Contender {
    private final String name;
    private final Ground ground;
    private final Setup setup;

    Replicated(String name, Ground ground, Setup setup) {
      this.name = name;
      this.ground = ground;
      this.setup = setup;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Map<String, Double> run() throws Exception {
      List<String> tables = new ArrayList<>(List.of("big"));
      Map<String, Double> reached = new LinkedHashMap<>();
      reached.put(one(), seconds(tables));
      tables.addAll(small());
      reached.put(all(), seconds(tables));
      return reached;
    }

    private double seconds(List<String> tables) throws Exception {
      Database source = ground.newSource("copy");
      Database target = ground.newTarget("copy");
      fill(source);
      structure(target);
      double seconds;
      try (Replication replication = setup.of(source, target)) {
        ground.settle();
        long start = System.nanoTime();
        replication.begin(tables);
        replication.awaitInSync();
        seconds = (System.nanoTime() - start) / 1e9;
        requireRows(target, tables.size() > 1);
      }
      Ground.drop(source, target);
      return seconds;
    }
  }

  /** One COPY piped into another, into a table without indexes, which are built afterwards. */
  private final class Plain implements Contest.Contender {
    private final Ground ground;

    Plain(Ground ground) {
      this.ground = ground;
    }

    @Override
    public String name() {
      return "COPY into COPY, then indexes";
    }

    @Override
    public Map<String, Double> run() throws Exception {
      Database source = ground.newSource("copy");
      Database target = ground.newTarget("copy");
      fill(source);
      target.run("create table big (id int, branch int, balance int, filler text)");
      ground.settle();
      long start = System.nanoTime();
      pipe(
          List.of("psql", "-XqAt", "-c", "copy big to stdout", source.connectString()),
          List.of("psql", "-XqAt", "-c", "copy big from stdin", target.connectString()));
      target.run("alter table big add primary key (id)", BIG_INDEX, "analyze big");
      double seconds = (System.nanoTime() - start) / 1e9;
      requireRows(target, false);
      Ground.drop(source, target);
      return Map.of(one(), seconds);
    }
  }

  /** A dump of all tables, restored by two processes. */
  private final class Dumped implements Contest.Contender {
    private final Ground ground;

    Dumped(Ground ground) {
      this.ground = ground;
    }

    @Override
    public String name() {
      return "pg_dump -Fc, pg_restore -j2";
    }

    @Override
    public Map<String, Double> run() throws Exception {
      Database source = ground.newSource("copy");
      Database target = ground.newTarget("copy");
      fill(source);
      ground.settle();
      Path dump = ground.directory().resolve(source.name() + ".dump");
      long start = System.nanoTime();
      Programs.run(
          ground.directory(),
          List.of("pg_dump", "-Fc", "-f", dump.toString(), "-d", source.connectString()));
      Programs.run(
          ground.directory(),
          List.of("pg_restore", "-j2", "-d", target.connectString(), dump.toString()));
      double seconds = (System.nanoTime() - start) / 1e9;
      requireRows(target, true);
      Files.delete(dump);
      Ground.drop(source, target);
      return Map.of(all(), seconds);
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
