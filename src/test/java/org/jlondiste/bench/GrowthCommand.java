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

/** How speed changes with size. */
@Command(
    name = "growth",
    description =
        "How fast a backlog is applied as it grows, as tables grow in number (ours, and native"
            + " logical replication), and as subscribers do (ours).")
final class GrowthCommand implements Callable<Integer> {
  @Mixin private final Common common = new Common();

  @Option(
      names = "--tables",
      split = ",",
      defaultValue = "1,100,1000",
      description = "Numbers of tables (${DEFAULT-VALUE}).")
  private List<Integer> tables = List.of();

  @Option(
      names = "--backlogs",
      split = ",",
      defaultValue = "10000,100000,1000000",
      description = "Numbers of waiting events (${DEFAULT-VALUE}).")
  private List<Integer> backlogs = List.of();

  @Option(
      names = "--subscribers",
      split = ",",
      defaultValue = "1,2,4",
      description = "Numbers of subscribers on one provider (${DEFAULT-VALUE}).")
  private List<Integer> subscribers = List.of();

  @Option(
      names = "--events",
      defaultValue = "100000",
      description = "Events, where these do not vary (${DEFAULT-VALUE}).")
  private int events;

  @Override
  public Integer call() throws Exception {
    return common.onGround(
        (ground, report) -> {
          Map<String, Setup> systems = ground.systems(report, Londiste.Rhythm.BRISK);
          systems.keySet().retainAll(List.of("jlondiste", "native logical replication"));
          for (int number : tables) {
            contest(
                ground,
                report,
                systems,
                String.format("%,d events over %,d tables", events, number),
                Orders.of(number),
                events);
          }
          for (int number : backlogs) {
            contest(
                ground,
                report,
                systems,
                String.format("%,d waiting events", number),
                Orders.of(1),
                number);
          }
          for (int number : subscribers) {
            String title = String.format("%,d events to %d subscribers", events, number);
            Map<String, Unit> units = new LinkedHashMap<>();
            units.put(speed(title), Unit.PER_SECOND);
            units.put(cost(title), Unit.SECONDS);
            report.add(
                common.contest(
                    units,
                    List.of(
                        new Contest.Contender(
                            "jlondiste", () -> subscribed(ground, title, number)))));
          }
        });
  }

  private static String speed(String title) {
    return "drain of " + title;
  }

  private static String cost(String title) {
    return "processor time of the source a subscriber, " + title;
  }

  private void contest(
      Ground ground,
      Report report,
      Map<String, Setup> systems,
      String title,
      Orders orders,
      int number)
      throws Exception {
    List<Contest.Contender> contenders = new ArrayList<>();
    systems.forEach(
        (name, setup) ->
            contenders.add(
                ground.contender(
                    name,
                    (source, target) -> {
                      orders.create(source);
                      orders.create(target);
                      try (Replication replication = setup.of(source, target)) {
                        prepare(ground, orders, number, source, replication);
                        double seconds = drain(replication);
                        orders.requireSame(name, source, target);
                        return Map.of(speed(title), number / seconds);
                      }
                    })));
    Map<String, Unit> units = new LinkedHashMap<>();
    units.put(speed(title), Unit.PER_SECOND);
    report.add(common.contest(units, contenders));
  }

  private Map<String, Double> subscribed(Ground ground, String title, int number) throws Exception {
    Orders orders = Orders.of(1);
    Database source = ground.newSource("growth");
    orders.create(source);
    Database[] targets = new Database[number];
    for (int target = 0; target < number; target++) {
      targets[target] = ground.newTarget("growth");
      orders.create(targets[target]);
    }
    Map<String, Double> reached = new LinkedHashMap<>();
    try (Ours ours = new Ours(ground.directory(), source, targets)) {
      prepare(ground, orders, events, source, ours);
      double before = Processes.areKnown() ? Processes.seconds(source.server()) : 0;
      double seconds = drain(ours);
      reached.put(speed(title), (double) events * number / seconds);
      if (Processes.areKnown()) {
        reached.put(cost(title), (Processes.seconds(source.server()) - before) / number);
      }
      for (Database target : targets) {
        orders.requireSame("jlondiste", source, target);
      }
    }
    Ground.drop(source);
    Ground.drop(targets);
    return reached;
  }

  /** A backlog of transactions of 50 single statements, which nobody applies yet. */
  private static void prepare(
      Ground ground, Orders orders, int number, Database source, Replication replication) {
    replication.begin(orders.tables(), false);
    replication.awaitInSync();
    replication.pause();
    String names = "'{" + String.join(",", orders.tables()) + "}'::text[]";
    source.run(
        """
        do $$
        declare
          names text[] := %s;
        begin
          for i in 1 .. %d loop
            execute 'insert into ' || names[1 + i %% array_length(names, 1)]
              || ' (customer, status, note) values ($1, ''new'', ''some note'')' using i;
            if i %% 50 = 0 then
              commit;
            end if;
          end loop;
        end $$\
        """
            .formatted(names, number));
    ground.settle();
  }

  /** How long it takes to apply what is waiting. */
  private static double drain(Replication replication) {
    long start = System.nanoTime();
    replication.resume();
    replication.awaitArrival();
    return (System.nanoTime() - start) / 1e9;
  }
}
