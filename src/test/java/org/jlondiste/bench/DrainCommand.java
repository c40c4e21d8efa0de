package org.jlondiste.bench;

import java.util.ArrayList;
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
        "How fast a backlog is applied: bulk changes, then small transactions; ours, native"
            + " logical replication, Londiste.")
final class DrainCommand implements Callable<Integer> {
  @Mixin private final Common common = new Common();

  @Option(
      names = "--rows",
      defaultValue = "300000",
      description = "Rows of the bulk insert; all else follows from it (${DEFAULT-VALUE}).")
  private int rows;

  @Option(names = "--without-londiste", description = "Leave Londiste out, which is slow.")
  private boolean withoutLondiste;

  @Override
  public Integer call() throws Exception {
    Report report = new Report();
    try (Ground ground = new Ground(report)) {
      String title = String.format("drain of a backlog of %,d events", events());
      List<Contest.Contender> contenders = new ArrayList<>();
      contenders.add(
          new Drain(
              "jlondiste",
              title,
              ground,
              (source, target) -> new Ours(ground.directory(), source, target)));
      contenders.add(new Drain("native logical replication", title, ground, Native::new));
      if (ground.hasLondiste() && !withoutLondiste) {
        contenders.add(
            new Drain(
                "Londiste",
                title,
                ground,
                (source, target) -> new Londiste(ground.directory(), source, target)));
      } else if (!withoutLondiste) {
        report.leaveOut("Londiste", "it is not installed here");
      }
      report.add(Contest.run(common.rounds(), Map.of(title, Unit.PER_SECOND), contenders));
    }
    return common.print(report);
  }

  private int transactions() {
    return Math.max(2, rows / 6 / 2 * 2);
  }

  private long events() {
    return rows + rows / 3 + rows / 10 + 2L * transactions();
  }

  /** One system that has a backlog to work off. */
  private final class Drain implements Contest.Contender {
    private final String name;
    private final String title;
    private final Ground ground;
    private final Setup setup;

    Drain(String name, String title, Ground ground, Setup setup) {
      this.name = name;
      this.title = title;
      this.ground = ground;
      this.setup = setup;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Map<String, Double> run() throws Exception {
      Database source = ground.newSource("drain");
      Database target = ground.newTarget("drain");
      source.run(Orders.TABLE);
      target.run(Orders.TABLE);
      double seconds;
      try (Replication replication = setup.of(source, target)) {
        replication.begin(List.of("ord"));
        replication.awaitInSync();
        replication.pause();
        source.run(
            Orders.insert(rows),
            "update ord set status = 'sent', updated = now() where id % 3 = 0",
            "delete from ord where id % 10 = 1");
        Orders.write(source, rows, transactions(), () -> true);
        ground.settle();

        long start = System.nanoTime();
        replication.resume();
        replication.awaitArrival();
        seconds = (System.nanoTime() - start) / 1e9;
        requireSame(source, target);
      }
      Ground.drop(source, target);
      return Map.of(title, events() / seconds);
    }

    private void requireSame(Database source, Database target) {
      String expected = Orders.summary(source);
      String actual = Orders.summary(target);
      if (!expected.equals(actual)) {
        throw new IllegalStateException(
            name + ": the target differs: " + actual + " instead of " + expected);
      }
    }
  }
}
