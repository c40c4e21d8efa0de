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
            + " given rate: ours, native logical replication.")
final class LatencyCommand implements Callable<Integer> {
  private static final List<Integer> PERCENTILES = List.of(50, 95, 99, 100);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  @Mixin private final Common common = new Common();

  @Option(
      names = "--rate",
      defaultValue = "500",
      description = "Transactions per second (${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--seconds",
      defaultValue = "10",
      description = "How long to write (${DEFAULT-VALUE}).")
  private int seconds;

  @Override
  public Integer call() throws Exception {
    Report report = new Report();
    try (Ground ground = new Ground(report)) {
      Map<String, Unit> units = new LinkedHashMap<>();
      PERCENTILES.forEach(percentile -> units.put(title(percentile), Unit.MILLISECONDS));
      Setup ours = (source, target) -> new Ours(ground.directory(), source, target);
      report.add(
          Contest.run(
              common.rounds(),
              units,
              List.of(
                  new Delayed("jlondiste", ground, ours),
                  new Delayed("native logical replication", ground, Native::new))));
    }
    return common.print(report);
  }

  private String title(int percentile) {
    String which = percentile == 100 ? "longest" : percentile + " of 100 within";
    return "delay at " + rate + " transactions per second, " + which;
  }

  /** One system that carries rows over. */
  private final class Delayed implements Contest.Contender {
    private final String name;
    private final Ground ground;
    private final Setup setup;

    Delayed(String name, Ground ground, Setup setup) {
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
      Database source = ground.newSource("latency");
      Database target = ground.newTarget("latency");
      String table = "create table mark (id int primary key)";
      source.run(table);
      target.run(table);
      double[] delays;
      try (Replication replication = setup.of(source, target)) {
        replication.begin(List.of("mark"));
        replication.awaitInSync();
        delays = measure(source, target);
      }
      Ground.drop(source, target);
      Arrays.sort(delays);
      Map<String, Double> reached = new LinkedHashMap<>();
      for (int percentile : PERCENTILES) {
        reached.put(title(percentile), delays[(delays.length - 1) * percentile / 100]);
      }
      return reached;
    }

    /** Milliseconds per row. */
    private double[] measure(Database source, Database target) throws Exception {
      int rows = rate * seconds;
      long[] committed = new long[rows];
      long[] seen = new long[rows];
      List<Exception> failures = new ArrayList<>();
      Thread writer =
          new Thread(
              () -> {
                try {
                  write(source, committed);
                } catch (SQLException e) {
                  synchronized (failures) {
                    failures.add(e);
                  }
                }
              },
              "writer");
      writer.start();
      look(target, seen, writer, failures);
      writer.join();
      double[] delays = new double[rows];
      for (int row = 0; row < rows; row++) {
        // seen before the writer knew that it was committed: no delay at all
        delays[row] = Math.max(0, (seen[row] - committed[row]) / 1e6);
      }
      return delays;
    }

    private void write(Database source, long[] committed) throws SQLException {
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
    private void look(Database target, long[] seen, Thread writer, List<Exception> failures)
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
}
