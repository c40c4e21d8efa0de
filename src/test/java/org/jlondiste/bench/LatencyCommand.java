package org.jlondiste.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jlondiste.support.Database;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long a committed row takes to be seen on the target. */
@Command(
    name = "latency",
    description =
        "How long a row takes from its commit on the source until it is seen on the target, at a"
            + " given rate: ours, native logical replication, pglogical, Londiste.")
final class LatencyCommand implements Callable<Integer> {
  private static final List<Integer> PERCENTILES = List.of(50, 95, 99, 100);

  /** Transactions per second that one client is trusted with, each waiting for the disk. */
  private static final int RATE_OF_ONE = 250;

  /** What part of the rate aimed at counts as reached. */
  private static final double ENOUGH = 0.98;

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  @Mixin private final Common common = new Common();

  @Option(
      names = "--rate",
      split = ",",
      defaultValue = "10,500",
      description = "Transactions per second (${DEFAULT-VALUE}; with --full 10,500,2000).")
  private List<Integer> rates = List.of();

  @Option(
      names = "--seconds",
      defaultValue = "10",
      description = "How long to write (${DEFAULT-VALUE}; with --full 300).")
  private int seconds;

  @Option(
      names = "--writers",
      defaultValue = "0",
      description =
          "How many clients write at the same time, each waiting for the disk with each"
              + " transaction; 0 for one for each 250 transactions per second (${DEFAULT-VALUE}).")
  private int writers;

  @Override
  public Integer call() throws Exception {
    return common.onGround(
        (ground, report) -> {
          Map<String, Setup> systems = ground.systems(report, Londiste.Rhythm.QUICK);
          int duration = common.size("--seconds", seconds, 300);
          for (int rate : common.size("--rate", rates, List.of(10, 500, 2000))) {
            Aim aim = new Aim(rate, duration, writers(rate));
            List<Contest.Contender> contenders = new ArrayList<>();
            systems.forEach(
                (name, setup) ->
                    contenders.add(
                        ground.contender(
                            name, (source, target) -> run(name, setup, aim, source, target))));
            Map<String, Unit> units = new LinkedHashMap<>();
            PERCENTILES.forEach(
                percentile -> units.put(title(rate, percentile), Unit.MILLISECONDS));
            units.put(reached(rate), Unit.PER_SECOND);
            List<Figure> figures = common.contest(units, contenders);
            report.add(figures);
            report.note(
                String.format(
                    "%,d transactions per second, for %,d seconds: by %s",
                    rate,
                    duration,
                    aim.writers() == 1 ? "one client" : aim.writers() + " clients at once"));
            for (Figure figure : figures) {
              if (figure.title().equals(reached(rate))) {
                tellMissedAims(report, rate, figure);
              }
            }
          }
        });
  }

  /**
   * How it is written.
   *
   * @param rate transactions per second, of all writers together
   * @param seconds for how long
   */
  private record Aim(int rate, int seconds, int writers) {
    int rows() {
      return rate * seconds;
    }

    /** When a row is due, from the beginning. */
    long dueNanos(int row) {
      return row * TimeUnit.SECONDS.toNanos(1) / rate;
    }
  }

  private int writers(int rate) {
    return writers > 0 ? writers : Math.max(1, (rate + RATE_OF_ONE - 1) / RATE_OF_ONE);
  }

  private static void tellMissedAims(Report report, int rate, Figure figure) {
    for (Series series : figure.series()) {
      boolean missed = series.least() < rate * ENOUGH;
      report.note(
          String.format(
              "%s, %,d transactions per second: %s",
              series.name(),
              rate,
              missed
                  ? String.format(
                      "NOT reached, %,.0f in one round; its delays are those at what was reached",
                      series.least())
                  : "reached"));
    }
  }

  private static String reached(int rate) {
    return "rows written, of " + rate + " per second to be written";
  }

  private static String title(int rate, int percentile) {
    String which = percentile == 100 ? "longest" : percentile + " of 100 within";
    return "delay at " + rate + " transactions per second, " + which;
  }

  private static Map<String, Double> run(
      String name, Setup setup, Aim aim, Database source, Database target) throws Exception {
    int rate = aim.rate();
    String table = "create table mark (writer int, id int, primary key (writer, id))";
    source.run(table);
    target.run(table);
    try (Replication replication = setup.of(source, target)) {
      replication.begin(List.of("mark"));
      replication.awaitInSync();
      long[] committed = new long[aim.rows()];
      double[] delays = measure(name, aim, committed, source, target);
      Arrays.sort(delays);
      Arrays.sort(committed);
      Map<String, Double> reached = new LinkedHashMap<>();
      double span = (committed[committed.length - 1] - committed[0]) / 1e9;
      reached.put(reached(rate), (committed.length - 1) / span);
      for (int percentile : PERCENTILES) {
        reached.put(title(rate, percentile), delays[(delays.length - 1) * percentile / 100]);
      }
      return reached;
    }
  }

  /** Milliseconds per row. */
  private static double[] measure(
      String name, Aim aim, long[] committed, Database source, Database target) throws Exception {
    long[] seen = new long[committed.length];
    ExecutorService clients = Executors.newFixedThreadPool(aim.writers());
    try {
      CountDownLatch connected = new CountDownLatch(aim.writers());
      List<Future<?>> writing = new ArrayList<>();
      for (int number = 0; number < aim.writers(); number++) {
        int writer = number;
        writing.add(
            clients.submit(
                () -> {
                  write(source, aim, writer, connected, committed);
                  return null;
                }));
      }
      look(name, target, aim, seen, writing);
      for (Future<?> writer : writing) {
        writer.get();
      }
    } finally {
      clients.shutdownNow();
    }
    double[] delays = new double[committed.length];
    for (int row = 0; row < delays.length; row++) {
      // seen before the writer knew that it was committed: no delay at all
      delays[row] = Math.max(0, (seen[row] - committed[row]) / 1e6);
    }
    return delays;
  }

  /** Writes every so manieth row, each when it is due. */
  private static void write(
      Database source, Aim aim, int writer, CountDownLatch connected, long[] committed)
      throws SQLException, InterruptedException {
    try (Connection connection = source.connect();
        PreparedStatement insert =
            connection.prepareStatement("insert into mark (writer, id) values (?, ?)")) {
      connected.countDown();
      connected.await();
      long start = System.nanoTime();
      for (int row = writer; row < committed.length; row += aim.writers()) {
        long due = start + aim.dueNanos(row);
        while (System.nanoTime() < due && !Thread.currentThread().isInterrupted()) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        insert.setInt(1, writer);
        insert.setInt(2, row);
        insert.executeUpdate();
        committed[row] = System.nanoTime();
      }
    }
  }

  /** Notes when each row was first seen; those of one writer come in the order of their numbers. */
  private static void look(
      String name, Database target, Aim aim, long[] seen, List<Future<?>> writing)
      throws Exception {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(aim.seconds() * 10L + 60);
    int[] next = new int[aim.writers()];
    Arrays.setAll(next, writer -> writer);
    int missing = seen.length;
    try (Connection connection = target.connect();
        Statement settings = connection.createStatement();
        PreparedStatement select =
            connection.prepareStatement(
                "select w, (select max(id) from mark where writer = w) from generate_series(0, "
                    + (aim.writers() - 1)
                    + ") w")) {
      // what is planned while the table is empty would read all of it later on
      settings.execute("set enable_seqscan = off");
      while (missing > 0) {
        try (ResultSet answer = select.executeQuery()) {
          long now = System.nanoTime();
          while (answer.next()) {
            int writer = answer.getInt(1);
            int last = answer.getInt(2);
            boolean none = answer.wasNull();
            for (; !none && next[writer] <= last; next[writer] += aim.writers()) {
              seen[next[writer]] = now;
              missing--;
            }
          }
        }
        for (Future<?> writer : writing) {
          if (writer.isDone()) {
            // a failure is told here
            writer.get();
          }
        }
        if (System.nanoTime() > limit) {
          throw new IllegalStateException(name + ": " + missing + " rows have not come");
        }
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }
  }
}
