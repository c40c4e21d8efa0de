package org.jlondiste.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jlondiste.support.Database;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What replication costs while nothing is written. */
@Command(
    name = "overhead",
    description =
        "What a source on which nobody writes has to bear for being replicated, per day: ours,"
            + " native logical replication, pglogical, Londiste.")
final class OverheadCommand implements Callable<Integer> {
  private static final String STATEMENTS = "statements on an idle source";
  private static final String TRANSACTIONS = "transactions on an idle source";
  private static final String WAL = "WAL written by an idle source";
  private static final String SOURCE = "processor time of an idle source";
  private static final String WORKERS = "processor time of workers and tickers beside it";
  private static final double SECONDS_PER_DAY = 86_400;

  @Mixin private final Common common = new Common();

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "How long to look (${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--settle",
      defaultValue = "20",
      description = "Seconds to let pass before that (${DEFAULT-VALUE}).")
  private int settle;

  @Override
  public Integer call() throws Exception {
    return common.onGround(
        (ground, report) -> {
          if (!Processes.areKnown()) {
            report.leaveOut("processor time", "only Linux tells it");
          }
          if (!ground.countsStatements()) {
            report.miss("number of statements, by pg_stat_statements");
          }
          Map<String, Unit> units = new LinkedHashMap<>();
          units.put(STATEMENTS, Unit.PER_DAY);
          units.put(TRANSACTIONS, Unit.PER_DAY);
          units.put(WAL, Unit.MEBIBYTES_PER_DAY);
          units.put(SOURCE, Unit.SECONDS_PER_DAY);
          units.put(WORKERS, Unit.SECONDS_PER_DAY);
          List<Contest.Contender> contenders = new ArrayList<>();
          ground
              .systems(report, Londiste.Rhythm.USUAL)
              .forEach(
                  (name, setup) ->
                      contenders.add(
                          ground.contender(
                              name, (source, target) -> idle(ground, setup, source, target))));
          contenders.add(
              ground.contender(
                  "no replication", (source, target) -> look(ground, source, List.of())));
          report.add(common.contest(units, contenders));
        });
  }

  private Map<String, Double> idle(Ground ground, Setup setup, Database source, Database target)
      throws Exception {
    Orders orders = Orders.of(1);
    orders.create(source);
    orders.create(target);
    try (Replication replication = setup.of(source, target)) {
      replication.begin(orders.tables());
      replication.awaitInSync();
      return look(ground, source, replication.processes());
    }
  }

  private Map<String, Double> look(Ground ground, Database source, List<Long> workers)
      throws InterruptedException {
    boolean countsStatements = ground.countsStatements();
    Database other = source.server().database();
    if (countsStatements) {
      // from elsewhere, so that looking does not count
      other.run(
          "create extension if not exists pg_stat_statements",
          "alter system set pg_stat_statements.track = 'top'",
          "select pg_reload_conf()");
    }
    ground.settle();
    TimeUnit.SECONDS.sleep(settle);
    Reading before = Reading.of(source, workers, countsStatements);
    TimeUnit.SECONDS.sleep(seconds);
    Reading after = Reading.of(source, workers, countsStatements);
    if (countsStatements) {
      other.run("alter system reset pg_stat_statements.track", "select pg_reload_conf()");
    }
    return after.since(before, SECONDS_PER_DAY / seconds);
  }

  /** What the source has done by a moment. */
  private record Reading(
      boolean countsStatements,
      long statements,
      long transactions,
      long wal,
      double sourceSeconds,
      double workerSeconds) {
    static Reading of(Database source, List<Long> workers, boolean countsStatements) {
      boolean processes = Processes.areKnown();
      Database other = source.server().database();
      String here = " = '" + source.name() + "'";
      return new Reading(
          countsStatements,
          countsStatements
              ? other.count(
                  "select coalesce(sum(calls), 0)::bigint from pg_stat_statements s"
                      + " join pg_database d on d.oid = s.dbid where d.datname"
                      + here)
              : 0,
          other.count(
              "select xact_commit + xact_rollback from pg_stat_database where datname" + here),
          other.count("select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint"),
          processes ? Processes.seconds(source.server()) : 0,
          processes ? Processes.seconds(workers) : 0);
    }

    Map<String, Double> since(Reading before, double factor) {
      Map<String, Double> reached = new LinkedHashMap<>();
      if (countsStatements) {
        reached.put(STATEMENTS, (statements - before.statements) * factor);
      }
      reached.put(TRANSACTIONS, (transactions - before.transactions) * factor);
      reached.put(WAL, (wal - before.wal) * factor / (1 << 20));
      if (Processes.areKnown()) {
        reached.put(SOURCE, (sourceSeconds - before.sourceSeconds) * factor);
        reached.put(WORKERS, (workerSeconds - before.workerSeconds) * factor);
      }
      return reached;
    }
  }
}
