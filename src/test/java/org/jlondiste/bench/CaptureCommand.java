package org.jlondiste.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jlondiste.support.Database;
import org.postgresql.PGConnection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What it costs the application that its changes are captured. */
@Command(
    name = "capture",
    description =
        "What capture adds to the application's statements, in bulk and row by row: ours, PgQ's C"
            + " triggers.")
final class CaptureCommand implements Callable<Integer> {
  private static final String NO_TRIGGER = "no trigger";
  private static final String SMALL =
      "transactions of one update and one insert, two clients, without waiting for the disk";

  @Mixin private final Common common = new Common();

  @Option(
      names = "--rows",
      defaultValue = "300000",
      description = "Rows of each bulk statement (${DEFAULT-VALUE}).")
  private int rows;

  @Option(
      names = "--seconds",
      defaultValue = "10",
      description = "How long small transactions are counted (${DEFAULT-VALUE}).")
  private int seconds;

  @Override
  public Integer call() throws Exception {
    Report report = new Report();
    try (Ground ground = new Ground(report)) {
      List<Contest.Contender> contenders = new ArrayList<>();
      contenders.add(
          new Captured(
              "jlondiste, statement trigger",
              ground,
              database -> Ours.captureOnly(ground.directory(), database, "ord")));
      contenders.add(
          new Captured(
              "jlondiste, row trigger",
              ground,
              database -> {
                // a table that inherits is captured row by row
                database.run("create table ancestor ()", "alter table ord inherit ancestor");
                Ours.captureOnly(ground.directory(), database, "ord");
              }));
      if (ground.hasExtensions()) {
        contenders.add(new Captured("PgQ logutriga (C)", ground, pgq("logutriga")));
        contenders.add(new Captured("PgQ jsontriga (C)", ground, pgq("jsontriga")));
      }
      contenders.add(new Captured(NO_TRIGGER, ground, database -> {}));
      Map<String, Unit> units = new LinkedHashMap<>();
      for (String statement : List.of("insert", "update", "copy", "delete")) {
        units.put(title(statement), Unit.SECONDS);
      }
      units.put(SMALL, Unit.PER_SECOND);
      List<Figure> figures = Contest.run(common.rounds(), units, contenders);
      for (Figure figure : figures) {
        if (figure.unit() == Unit.SECONDS) {
          report.add(added(figure));
        }
        report.add(figure);
      }
    }
    return common.print(report);
  }

  private String title(String statement) {
    return String.format("%s of %,d rows", statement, rows);
  }

  /** What each trigger took more than no trigger did in the same round. */
  private static Figure added(Figure figure) {
    Series without =
        figure.series().stream()
            .filter(series -> series.name().equals(NO_TRIGGER))
            .findAny()
            .orElseThrow();
    List<Series> added = new ArrayList<>();
    for (Series series : figure.series()) {
      if (!series.name().equals(NO_TRIGGER)) {
        List<Double> values = new ArrayList<>();
        for (int round = 0; round < series.values().size(); round++) {
          values.add(series.values().get(round) - without.values().get(round));
        }
        added.add(new Series(series.name(), values));
      }
    }
    return new Figure(figure.title() + ": time added by capture", figure.unit(), added);
  }

  private static Capture pgq(String function) {
    return database ->
        database.run(
            "create extension pgq",
            "select pgq.create_queue('bench')",
            "create trigger capture after insert or update or delete on ord"
                + " for each row execute procedure pgq."
                + function
                + "('bench')");
  }

  /** Has the changes of the table captured. */
  private interface Capture {
    void of(Database database) throws Exception;
  }

  /** One way to capture. */
  private final class Captured implements Contest.Contender {
    private final String name;
    private final Ground ground;
    private final Capture setup;

    Captured(String name, Ground ground, Capture setup) {
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
      Database database = ground.newSource("capture");
      database.run(Orders.TABLE);
      setup.of(database);
      Map<String, Double> reached = new LinkedHashMap<>();
      reached.put(title("insert"), timed(database, Orders.insert(rows)));
      reached.put(title("update"), timed(database, "update ord set status = 'sent'"));
      reached.put(title("copy"), copy(database));
      reached.put(title("delete"), timed(database, "delete from ord where id > 10000000"));
      ground.settle();
      long start = System.nanoTime();
      long end = start + seconds * 1_000_000_000L;
      long committed = Orders.write(database, rows, Long.MAX_VALUE, () -> System.nanoTime() < end);
      reached.put(SMALL, committed * 1e9 / (System.nanoTime() - start));
      Ground.drop(database);
      return reached;
    }

    private double timed(Database database, String statement) throws Exception {
      ground.settle();
      try (Connection connection = database.connect()) {
        long start = System.nanoTime();
        connection.createStatement().execute(statement);
        return (System.nanoTime() - start) / 1e9;
      }
    }

    private double copy(Database database) throws Exception {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (Connection connection = database.connect()) {
        var copies = connection.unwrap(PGConnection.class).getCopyAPI();
        copies.copyOut(
            "copy (select id + 10000000, customer, status, amount, note, tags, doc from ord) to"
                + " stdout",
            bytes);
        ground.settle();
        long start = System.nanoTime();
        copies.copyIn(
            "copy ord (id, customer, status, amount, note, tags, doc) from stdin",
            new ByteArrayInputStream(bytes.toByteArray()));
        return (System.nanoTime() - start) / 1e9;
      }
    }
  }
}
