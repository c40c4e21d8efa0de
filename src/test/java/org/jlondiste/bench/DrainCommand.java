package org.jlondiste.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jlondiste.support.Database;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How fast a backlog is worked off. */
@Command(
    name = "drain",
    description =
        "How fast a backlog is applied: bulk changes, then small transactions, over one table and"
            + " over many with foreign keys and further indexes; ours, native logical replication,"
            + " pglogical, Londiste.")
final class DrainCommand implements Callable<Integer> {
  /** With its changes, about, in the log of one server. */
  private static final long LOG_BYTES_OF_A_ROW = 2_000;

  @Mixin private final Common common = new Common();

  @Option(
      names = "--rows",
      defaultValue = "300000",
      description = "Rows of the bulk insert; all else follows from it (${DEFAULT-VALUE}).")
  private int rows;

  @Option(
      names = "--tables",
      split = ",",
      defaultValue = "1,50",
      description = "Over how many tables they are spread (${DEFAULT-VALUE}).")
  private List<Integer> tables = List.of();

  @Override
  public Integer call() throws Exception {
    return common.onGround(
        (ground, report) -> {
          Map<String, Setup> systems = ground.systems(report, Londiste.Rhythm.BRISK);
          ground.prepareLog(LOG_BYTES_OF_A_ROW * rows);
          for (int number : tables) {
            Orders orders = Orders.of(number);
            String title =
                String.format(
                    "drain of a backlog of %,d events over %s",
                    events(orders), number == 1 ? "one table" : number + " tables");
            List<Contest.Contender> contenders = new ArrayList<>();
            systems.forEach(
                (name, setup) ->
                    contenders.add(
                        ground.contender(
                            name,
                            (source, target) ->
                                Map.of(
                                    title,
                                    events(orders)
                                        / seconds(ground, orders, name, setup, source, target)))));
            Map<String, Unit> units = new LinkedHashMap<>();
            units.put(title, Unit.PER_SECOND);
            report.add(common.contest(units, contenders));
          }
        });
  }

  private int transactions() {
    return Math.max(2, rows / 6 / 2 * 2);
  }

  private long events(Orders orders) {
    return orders.changes(rows) + 2L * transactions();
  }

  /** How long one system works on its backlog. */
  private double seconds(
      Ground ground, Orders orders, String name, Setup setup, Database source, Database target)
      throws Exception {
    orders.create(source);
    orders.create(target);
    try (Replication replication = setup.of(source, target)) {
      replication.begin(orders.tables());
      replication.awaitInSync();
      replication.pause();
      source.run(orders.insert(rows).toArray(String[]::new));
      source.run(orders.change().toArray(String[]::new));
      orders.write(source, rows, transactions(), () -> true);
      ground.settle();

      long start = System.nanoTime();
      replication.resume();
      replication.awaitArrival();
      double seconds = (System.nanoTime() - start) / 1e9;
      orders.requireSame(name, source, target);
      return seconds;
    }
  }
}
