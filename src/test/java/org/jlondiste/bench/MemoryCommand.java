package org.jlondiste.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jlondiste.support.Database;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How much memory the worker of the target needs. */
@Command(
    name = "memory",
    description =
        "How much memory the worker of the target has at most, by what it has to do: ours,"
            + " Londiste. A number of 0 leaves that out.")
final class MemoryCommand implements Callable<Integer> {
  /** A line about a garbage collection: MiB in use before, after, and held for the heap. */
  private static final Pattern COLLECTION = Pattern.compile("(\\d+)M->(\\d+)M\\((\\d+)M\\)");

  /** One every three seconds. */
  private static final int TICKS_OF_A_WEEK = 7 * 24 * 60 * 60 / 3;

  @Mixin private final Common common = new Common();

  @Option(
      names = "--idle-seconds",
      defaultValue = "10",
      description = "How long it has nothing to do (${DEFAULT-VALUE}).")
  private int idleSeconds;

  @Option(
      names = "--tables",
      defaultValue = "500",
      description =
          "Tables that are replicated, with a change each (${DEFAULT-VALUE}; with --full"
              + " 10,000).")
  private int tables;

  @Option(
      names = "--rows",
      defaultValue = "500000",
      description =
          "Rows of one transaction (${DEFAULT-VALUE}; with --full 20,000,000 if 35 GB are free,"
              + " 5,000,000 if 12 GB are).")
  private int rows;

  @Option(
      names = "--large-rows",
      defaultValue = "100",
      description = "Rows of 1 MB in one transaction (${DEFAULT-VALUE}; with --full 500).")
  private int largeRows;

  @Option(
      names = "--ticks",
      defaultValue = "5000",
      description =
          "Ticks of a long backlog, with 10 changes each (${DEFAULT-VALUE}; with --full 201,600,"
              + " a week of one tick every three seconds).")
  private int ticks;

  @Override
  public Integer call() throws Exception {
    return common.onGround(
        (ground, report) -> {
          if (!Processes.areKnown()) {
            report.leaveOut("memory of processes", "only Linux tells it");
            return;
          }
          Map<String, Setup> systems = ground.systems(report, Londiste.Rhythm.BRISK);
          for (String name : List.of("native logical replication", "pglogical")) {
            if (systems.remove(name) != null) {
              report.leaveOut(name, "it has no worker outside of the server");
            }
          }
          sizeUp(ground, report);
          for (Task task : tasks()) {
            List<Contest.Contender> contenders = new ArrayList<>();
            systems.forEach(
                (name, setup) ->
                    contenders.add(
                        ground.contender(
                            name, (source, target) -> run(task, name, setup, source, target))));
            Map<String, Unit> units = new LinkedHashMap<>();
            units.put(resident(task), Unit.MEBIBYTES);
            units.put(heap(task), Unit.MEBIBYTES);
            units.put(live(task), Unit.MEBIBYTES);
            report.add(common.contest(units, contenders));
          }
        });
  }

  /**
   * Something to do.
   *
   * @param tables over how many tables
   * @param changes what is done on the source
   */
  private record Task(String title, int tables, List<String> changes) {
    Task {
      changes = List.copyOf(changes);
    }
  }

  private void sizeUp(Ground ground, Report report) throws IOException {
    long free = ground.freeBytes();
    int most = free >= 35_000_000_000L ? 20_000_000 : free >= 12_000_000_000L ? 5_000_000 : rows;
    tables = common.size("--tables", tables, 10_000);
    rows = common.size("--rows", rows, most);
    largeRows = common.size("--large-rows", largeRows, 500);
    ticks = common.size("--ticks", ticks, TICKS_OF_A_WEEK);
    if (most < 20_000_000 && common.size("--rows", false, true)) {
      report.leaveOut("one transaction of 20,000,000 rows", "it takes 35 GB free on the disk");
    }
    if (ticks == TICKS_OF_A_WEEK) {
      report.note(
          String.format(
              "a backlog of %,d ticks: of a week in which something is always written, at a tick"
                  + " every three seconds, as PgQ has it by itself; 10 changes each",
              ticks));
    }
  }

  private List<Task> tasks() {
    List<Task> tasks = new ArrayList<>();
    if (idleSeconds > 0) {
      tasks.add(new Task("nothing to do", 1, List.of()));
    }
    if (tables > 0) {
      tasks.add(
          new Task(String.format("%,d tables", tables), tables, Orders.of(tables).insert(tables)));
    }
    if (rows > 0) {
      tasks.add(
          new Task(
              String.format("one transaction of %,d rows", rows), 1, Orders.of(1).insert(rows)));
    }
    if (largeRows > 0) {
      tasks.add(
          new Task(
              String.format("one transaction of %,d rows of 1 MB", largeRows),
              1,
              List.of(
                  "insert into ord (note) select repeat(md5(i::text), 32768)"
                      + " from generate_series(1, "
                      + largeRows
                      + ") i")));
    }
    if (ticks > 0) {
      tasks.add(
          new Task(
              String.format("a backlog of %,d ticks", ticks),
              1,
              List.of(
                  "set synchronous_commit = off",
                  """
                  do $$
                  begin
                    for i in 1 .. %d loop
                      insert into ord (customer, note) select i, 'note' from generate_series(1, 10);
                      commit;
                      perform pgq.force_tick('%2$s');
                      perform pgq.ticker('%2$s');
                      commit;
                    end loop;
                  end $$\
                  """
                      .formatted(ticks, Ours.QUEUE))));
    }
    return tasks;
  }

  private static String resident(Task task) {
    return "memory of the worker at most, " + task.title();
  }

  private static String heap(Task task) {
    return "Java's heap at most, " + task.title();
  }

  private static String live(Task task) {
    return "Java's heap at most after a collection, " + task.title();
  }

  private Map<String, Double> run(
      Task task, String name, Setup setup, Database source, Database target) throws Exception {
    Orders orders = Orders.of(task.tables());
    orders.create(source);
    orders.create(target);
    try (Replication replication = setup.of(source, target)) {
      replication.begin(orders.tables(), false);
      replication.awaitInSync();
      replication.pause();
      source.run(task.changes().toArray(String[]::new));
      replication.resume();
      if (task.changes().isEmpty()) {
        TimeUnit.SECONDS.sleep(idleSeconds);
      }
      replication.awaitArrival();
      orders.requireSame(name, source, target);
      long worker = replication.applier().orElseThrow();
      Map<String, Double> reached = new LinkedHashMap<>();
      reached.put(resident(task), Processes.peakMebibytes(worker));
      if (replication instanceof Ours ours) {
        collections(task, ours.collections(worker), reached);
      }
      return reached;
    }
  }

  /** Without a collection nothing is known of the heap. */
  private static void collections(Task task, Path log, Map<String, Double> reached)
      throws IOException {
    if (!Files.exists(log)) {
      return;
    }
    for (String line : Files.readAllLines(log, StandardCharsets.UTF_8)) {
      Matcher collection = COLLECTION.matcher(line);
      if (collection.find()) {
        reached.merge(heap(task), Double.valueOf(collection.group(1)), Math::max);
        reached.merge(live(task), Double.valueOf(collection.group(2)), Math::max);
      }
    }
  }
}
