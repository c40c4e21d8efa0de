package org.jlondiste.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jlondiste.support.Database;
import org.jlondiste.support.Packaged;
import org.jlondiste.support.Tool;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long it takes to find out that tables are the same. */
@Command(
    name = "compare",
    description =
        "How long the command compare takes for one table: ours, Londiste's, and the bare query"
            + " that hashes all rows, on both sides at once.")
final class CompareCommand implements Callable<Integer> {
  @Mixin private final Common common = new Common();

  @Option(
      names = "--rows",
      defaultValue = "500000",
      description = "Rows of the table (${DEFAULT-VALUE}).")
  private int rows;

  @Override
  public Integer call() throws Exception {
    return common.onGround(
        (ground, report) -> {
          Orders orders = Orders.of(1);
          String title = String.format("compare of one table of %,d rows", rows);
          Map<String, Unit> units = new LinkedHashMap<>();
          units.put(title, Unit.SECONDS);
          List<Contest.Contender> contenders = new ArrayList<>();
          Database source = filled(orders, ground.newSource("compare"));
          Database target = filled(orders, ground.newTarget("compare"));
          try (Ours ours = new Ours(ground.directory(), source, target)) {
            follow(ours, orders);
            contenders.add(comparing("jlondiste", title, Tool.launcher(), ours.directory()));
            contenders.add(
                new Contest.Contender(
                    "the query alone", () -> Map.of(title, bare(orders, source, target))));
            if (!ground.hasLondiste()) {
              report.miss("Londiste");
              report.add(common.contest(units, contenders));
              return;
            }
            Database theirSource = filled(orders, ground.newSource("compare"));
            Database theirTarget = filled(orders, ground.newTarget("compare"));
            try (Londiste theirs =
                new Londiste(ground.directory(), Londiste.Rhythm.QUICK, theirSource, theirTarget)) {
              follow(theirs, orders);
              contenders.add(
                  comparing(
                      "Londiste",
                      title,
                      List.of(Packaged.londiste().toString()),
                      theirs.directory()));
              report.add(common.contest(units, contenders));
            }
          }
        });
  }

  private Database filled(Orders orders, Database database) {
    orders.create(database);
    database.run(orders.insert(rows).toArray(String[]::new));
    // both sides are to be the same
    database.run(
        "alter table ord disable trigger user",
        "update ord set created = '2024-05-06', updated = '2024-05-06'",
        "alter table ord enable trigger user",
        "vacuum analyze ord");
    return database;
  }

  private static void follow(Replication replication, Orders orders) {
    replication.begin(orders.tables(), false);
    replication.awaitInSync();
    replication.awaitArrival();
  }

  private static Contest.Contender comparing(
      String name, String title, List<String> launcher, Path directory) {
    List<String> command = new ArrayList<>(launcher);
    command.addAll(List.of("leaf.ini", "compare"));
    return new Contest.Contender(name, () -> Map.of(title, Programs.run(directory, command)));
  }

  /** What no comparison can do without. */
  private static double bare(Orders orders, Database source, Database target) throws Exception {
    ExecutorService both = Executors.newFixedThreadPool(2);
    try {
      long start = System.nanoTime();
      Future<String> there = both.submit(() -> orders.summary(source));
      Future<String> here = both.submit(() -> orders.summary(target));
      if (!there.get().equals(here.get())) {
        throw new IllegalStateException("the tables differ");
      }
      return (System.nanoTime() - start) / 1e9;
    } finally {
      both.shutdownNow();
    }
  }
}
