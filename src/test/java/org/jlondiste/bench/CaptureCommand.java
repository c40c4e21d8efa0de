package org.jlondiste.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jlondiste.support.Await;
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
            + " triggers, logical decoding.")
final class CaptureCommand implements Callable<Integer> {
  private static final String NO_TRIGGER = "no trigger";
  private static final String SMALL =
      "transactions of one update and one insert, two clients, without waiting for the disk";

  private static final String CURRENT_STATE = "jlondiste, current state";

  /** A statement on the table inside each statement on it. */
  private static final String MEDDLER =
      """
      create function meddle() returns trigger language plpgsql as $$
      begin
        if pg_trigger_depth() = 1 then
          update ord set status = status where false;
        end if;
        return null;
      end $$\
      """;

  private static final String MEDDLES =
      "create trigger zz_meddle before insert or update or delete on ord"
          + " for each statement execute procedure meddle()";

  private static final Orders ORDERS = Orders.of(1);

  /** With its changes, about, in the log. */
  private static final long LOG_BYTES_OF_A_ROW = 2_000;

  @Mixin private final Common common = new Common();

  @Option(
      names = "--rows",
      defaultValue = "300000",
      description = "Rows of each bulk statement (${DEFAULT-VALUE}, with --full, too).")
  private int rows;

  @Option(
      names = "--seconds",
      defaultValue = "10",
      description = "How long small transactions are counted (${DEFAULT-VALUE}).")
  private int seconds;

  @Override
  public Integer call() throws Exception {
    return common.onGround(
        (ground, report) -> {
          Map<String, Unit> units = new LinkedHashMap<>();
          for (String statement : List.of("insert", "update", "copy", "delete")) {
            units.put(title(statement), Unit.SECONDS);
          }
          units.put(SMALL, Unit.PER_SECOND);
          ground.prepareLog(LOG_BYTES_OF_A_ROW * rows);
          for (Figure figure : common.contest(units, contenders(ground, report))) {
            if (figure.unit() == Unit.SECONDS) {
              addAdded(report, figure);
            }
            report.add(figure);
          }
        });
  }

  private List<Contest.Contender> contenders(Ground ground, Report report) {
    Map<String, Capture> captures = new LinkedHashMap<>();
    captures.put(
        "jlondiste, statement trigger",
        database -> {
          Ours.captureOnly(ground.directory(), database, ORDERS.tables());
          return () -> {};
        });
    captures.put(
        "row triggers of jlondiste",
        database -> {
          // a table that inherits is captured row by row
          database.run("create table ancestor ()", "alter table ord inherit ancestor");
          Ours.captureOnly(ground.directory(), database, ORDERS.tables());
          return () -> {};
        });
    captures.put(
        CURRENT_STATE,
        database -> {
          Ours.captureOnly(ground.directory(), database, ORDERS.tables());
          database.run(MEDDLER, MEDDLES);
          return () -> requireCurrentState(database);
        });
    report.note(
        CURRENT_STATE
            + ": has each statement fire a trigger of the application that updates no row of the"
            + " same table, which is in its figures, too");
    if (ground.hasExtensions()) {
      captures.put("PgQ logutriga (C)", pgq("logutriga"));
      captures.put("PgQ jsontriga (C)", pgq("jsontriga"));
    } else {
      report.miss("PgQ's triggers logutriga and jsontriga (C)");
    }
    Optional<Path> reader = Programs.find("pg_recvlogical");
    if (reader.isPresent()) {
      captures.put("logical decoding, read along", decoding(ground, reader.get()));
    } else {
      report.miss("logical decoding, by pg_recvlogical");
    }
    captures.put(NO_TRIGGER, database -> () -> {});
    List<Contest.Contender> contenders = new ArrayList<>();
    captures.forEach(
        (name, capture) ->
            contenders.add(
                ground.contender(name, (source, target) -> run(ground, capture, source))));
    return contenders;
  }

  private String title(String statement) {
    return String.format("%s of %,d rows", statement, rows);
  }

  /** What each trigger took more than no trigger did in the same round. */
  private static void addAdded(Report report, Figure figure) {
    Optional<Series> none =
        figure.series().stream().filter(series -> series.name().equals(NO_TRIGGER)).findAny();
    if (none.isEmpty()) {
      report.leaveOut("time added by capture", "it takes \"" + NO_TRIGGER + "\" to tell");
      return;
    }
    Series without = none.get();
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
    report.add(new Figure(figure.title() + ": time added by capture", figure.unit(), added));
  }

  /** Fails unless all was captured by the rows as they were when the statement ended. */
  private static void requireCurrentState(Database database) {
    if (!database
        .query(
            "select distinct ev_type from pgq.event_template where ev_extra1 = 'public.ord'"
                + " order by 1")
        .equals(List.of("REMOVE", "REPLACE"))) {
      throw new IllegalStateException("not captured by current state: " + database);
    }
  }

  private static Capture pgq(String function) {
    return database -> {
      database.run(
          "create extension pgq",
          "select pgq.create_queue('bench')",
          "create trigger capture after insert or update or delete on ord"
              + " for each row execute procedure pgq."
              + function
              + "('bench')");
      return () -> {};
    };
  }

  /** The log of the server is decoded at the same time, and thrown away. */
  private static Capture decoding(Ground ground, Path reader) {
    return database -> {
      List<String> command =
          List.of(
              reader.toString(),
              "--dbname=" + database.connectString(),
              "--slot=" + database.name(),
              "--plugin=test_decoding",
              "--create-slot",
              "--start",
              "--file=/dev/null");
      Process process =
          new ProcessBuilder(command)
              .directory(ground.directory().toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      Await.until(
          "the log is read",
          () ->
              database.count(
                      "select count(*) from pg_replication_slots"
                          + " where active and database = current_database()")
                  == 1);
      return () -> {
        process.destroy();
        process.waitFor();
        Slots.awaitIdle(database);
        database.run("select pg_drop_replication_slot('" + database.name() + "')");
      };
    };
  }

  /** Has the changes of the table captured; what it returns ends that. */
  private interface Capture {
    AutoCloseable of(Database database) throws Exception;
  }

  private Map<String, Double> run(Ground ground, Capture capture, Database database)
      throws Exception {
    ORDERS.create(database);
    Map<String, Double> reached = new LinkedHashMap<>();
    AutoCloseable captured = capture.of(database);
    try {
      reached.put(title("insert"), timed(ground, database, ORDERS.insert(rows).get(0)));
      reached.put(title("update"), timed(ground, database, "update ord set status = 'sent'"));
      reached.put(title("copy"), copy(ground, database));
      reached.put(title("delete"), timed(ground, database, "delete from ord where id > 10000000"));
      ground.settle();
      long start = System.nanoTime();
      long end = start + seconds * 1_000_000_000L;
      long committed = ORDERS.write(database, rows, Long.MAX_VALUE, () -> System.nanoTime() < end);
      reached.put(SMALL, committed * 1e9 / (System.nanoTime() - start));
    } finally {
      captured.close();
    }
    return reached;
  }

  private static double timed(Ground ground, Database database, String statement) throws Exception {
    ground.settle();
    try (Connection connection = database.connect()) {
      long start = System.nanoTime();
      connection.createStatement().execute(statement);
      return (System.nanoTime() - start) / 1e9;
    }
  }

  private static double copy(Ground ground, Database database) throws Exception {
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
