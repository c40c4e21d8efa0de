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
  /** What a title ends with where the clock begins later. */
  private static final String CONNECTED = ", once connected";

  /** About, in the log of one server. */
  private static final long LOG_BYTES_OF_AN_EVENT = 1_000;

  @Mixin private final Common common = new Common();

  @Option(
      names = "--tables",
      split = ",",
      defaultValue = "1,100,1000",
      description = "Numbers of tables (${DEFAULT-VALUE}; with --full 1,100,10000).")
  private List<Integer> tables = List.of();

  @Option(
      names = "--backlogs",
      split = ",",
      defaultValue = "10000,100000,1000000",
      description = "Numbers of waiting events (${DEFAULT-VALUE}; with --full 10000 to 10000000).")
  private List<Integer> backlogs = List.of();

  @Option(
      names = "--subscribers",
      split = ",",
      defaultValue = "1,2,4",
      description =
          "Numbers of subscribers on one provider (${DEFAULT-VALUE}; with --full 1,2,4,8).")
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
          for (String name : List.of("pglogical", "Londiste")) {
            if (systems.remove(name) != null) {
              report.leaveOut(name, "scripts/bench drain has it, growth is not measured of it");
            }
          }
          report.note(
              "drain: from the start of what applies until all is there (ours starts Java, native's"
                  + " worker starts again only after some seconds, wal_retrieve_retry_interval)");
          report.note(
              CONNECTED.substring(2)
                  + ": the same from the moment on which it was connected to the source; nothing"
                  + " else is subtracted, Java still warms up in it");
          List<Integer> waiting =
              common.size("--backlogs", backlogs, List.of(10_000, 100_000, 1_000_000, 10_000_000));
          int most = Math.max(events, waiting.stream().mapToInt(Integer::intValue).max().orElse(0));
          ground.prepareLog(LOG_BYTES_OF_AN_EVENT * most);
          for (int number : common.size("--tables", tables, List.of(1, 100, 10_000))) {
            contest(
                ground,
                report,
                systems,
                String.format("%,d events over %,d tables", events, number),
                Orders.of(number),
                events);
          }
          for (int number : waiting) {
            contest(
                ground,
                report,
                systems,
                String.format("%,d waiting events", number),
                Orders.of(1),
                number);
          }
          for (int number : common.size("--subscribers", subscribers, List.of(1, 2, 4, 8))) {
            String title = String.format("%,d events to %d subscribers", events, number);
            Map<String, Unit> units = units(title);
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

  private static String connected(String title) {
    return speed(title) + CONNECTED;
  }

  private static String start(String title) {
    return "start until connected to the source, before the " + speed(title);
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
                        Map<String, Double> reached = drain(replication, title, number);
                        orders.requireSame(name, source, target);
                        return reached;
                      }
                    })));
    report.add(common.contest(units(title), contenders));
  }

  private static Map<String, Unit> units(String title) {
    Map<String, Unit> units = new LinkedHashMap<>();
    units.put(speed(title), Unit.PER_SECOND);
    units.put(connected(title), Unit.PER_SECOND);
    units.put(start(title), Unit.SECONDS);
    return units;
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
      reached.putAll(drain(ours, title, (double) events * number));
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
        "set synchronous_commit = off",
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

  /** How fast what is waiting is applied. */
  private static Map<String, Double> drain(Replication replication, String title, double events) {
    long start = System.nanoTime();
    replication.resume();
    replication.awaitConnected();
    long connected = System.nanoTime();
    replication.awaitArrival();
    long end = System.nanoTime();
    return Map.of(
        speed(title), events * 1e9 / (end - start),
        connected(title), events * 1e9 / (end - connected),
        start(title), (connected - start) / 1e9);
  }
}
