package org.jlondiste.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  @Mixin private final Common common = new Common();

  @Option(
      names = "--rate",
      split = ",",
      defaultValue = "10,500",
      description = "Transactions per second (${DEFAULT-VALUE}).")
  private List<Integer> rates = List.of();

  @Option(
      names = "--seconds",
      defaultValue = "10",
      description = "How long to write (${DEFAULT-VALUE}).")
  private int seconds;

  @Override
  public Integer call() throws Exception {
    return common.onGround(
        (ground, report) -> {
          Map<String, Setup> systems = ground.systems(report, Londiste.Rhythm.QUICK);
          for (int rate : rates) {
            List<Contest.Contender> contenders = new ArrayList<>();
            systems.forEach(
                (name, setup) ->
                    contenders.add(
                        ground.contender(
                            name, (source, target) -> run(name, setup, rate, source, target))));
            Map<String, Unit> units = new LinkedHashMap<>();
            PERCENTILES.forEach(
                percentile -> units.put(title(rate, percentile), Unit.MILLISECONDS));
            units.put(reached(rate), Unit.PER_SECOND);
            report.add(common.contest(units, contenders));
          }
        });
  }

  private static String reached(int rate) {
    return "rows written, of " + rate + " per second to be written";
  }

  private static String title(int rate, int percentile) {
    String which = percentile == 100 ? "longest" : percentile + " of 100 within";
    return "delay at " + rate + " transactions per second, " + which;
  }

  private Map<String, Double> run(
      String name, Setup setup, int rate, Database source, Database target) throws Exception {
    String table = "create table mark (id int primary key)";
    source.run(table);
    target.run(table);
    try (Replication replication = setup.of(source, target)) {
      replication.begin(List.of("mark"));
      replication.awaitInSync();
      long[] committed = new long[rate * seconds];
      double[] delays = measure(name, rate, committed, source, target);
      Arrays.sort(delays);
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
  private double[] measure(
      String name, int rate, long[] committed, Database source, Database target) throws Exception {
    int rows = committed.length;
    long[] seen = new long[rows];
    List<Exception> failures = new ArrayList<>();
    Thread writer =
        new Thread(
            () -> {
              try {
                write(source, rate, committed);
              } catch (SQLException e) {
                synchronized (failures) {
                  failures.add(e);
                }
              }
            },
            "writer");
    writer.start();
    look(name, target, seen, writer, failures);
    writer.join();
    double[] delays = new double[rows];
    for (int row = 0; row < rows; row++) {
      // seen before the writer knew that it was committed: no delay at all
      delays[row] = Math.max(0, (seen[row] - committed[row]) / 1e6);
    }
    return delays;
  }

  private static void write(Database source, int rate, long[] committed) throws SQLException {
    try (Connection connection = source.connect();
        PreparedStatement insert = connection.prepareStatement("insert into mark values (?)")) {
      long start = System.nanoTime();
      for (int row = 0; row < committed.length; row++) {
        long due = start + row * TimeUnit.SECONDS.toNanos(1) / rate;
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        insert.setInt(1, row);
        insert.executeUpdate();
        committed[row] = System.nanoTime();
      }
    }
  }

  /** Notes when each row was first seen; they come in the order of their numbers. */
  private void look(
      String name, Database target, long[] seen, Thread writer, List<Exception> failures)
      throws Exception {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds * 10L + 60);
    try (Connection connection = target.connect();
        PreparedStatement select =
            connection.prepareStatement("select coalesce(max(id), -1) from mark")) {
      int next = 0;
      while (next < seen.length) {
        int last = last(select);
        long now = System.nanoTime();
        while (next <= last) {
          seen[next] = now;
          next++;
        }
        synchronized (failures) {
          if (!failures.isEmpty()) {
            throw failures.get(0);
          }
        }
        if (now > limit) {
          throw new IllegalStateException(
              name + ": row " + next + " has not come; the writer is " + writer.getState());
        }
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }
  }

  private static int last(PreparedStatement select) throws SQLException {
    try (ResultSet answer = select.executeQuery()) {
      answer.next();
      return answer.getInt(1);
    }
  }
}
