package org.jlondiste.values;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jlondiste.apply.Applier;
import org.jlondiste.apply.ApplyMode;
import org.jlondiste.change.Change;
import org.jlondiste.change.ChangeDecoder;
import org.jlondiste.change.Piece;
import org.jlondiste.copy.PlainCopy;
import org.jlondiste.error.UserError;
import org.jlondiste.model.Event;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Identifier;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.queue.Batch;
import org.jlondiste.queue.Subscription;
import org.jlondiste.queue.Ticks;
import org.jlondiste.values.TrialResult.Loss;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends extreme values of types on the real way from one database to another (triggers, queue,
 * apply, copy) in tables made for it, and compares bit by bit what arrives. Whatever happens, what
 * it made is dropped when it is closed.
 *
 * <p>For one thread at a time.
 */
public final class ValueTrial implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ValueTrial.class);

  /** Name of the queue, the node and the consumer of the trial. */
  private static final String QUEUE = ScratchTables.SCHEMA;

  private static final int FETCH_SIZE = 100;

  private final Session source;
  private final Session target;
  private final ScratchSet set;
  private final ValueTypes types;
  private final ValueTypes typesThere;
  private final SampleValues samples;
  private final Subscription subscription;
  private final Applier applier;
  private final ChangeDecoder decoder = new ChangeDecoder();

  /**
   * Makes the queue and the schema of the trial.
   *
   * @throws org.jlondiste.error.StateError if another trial runs in one of the databases
   */
  public ValueTrial(Session source, Session target) {
    this.source = source;
    this.target = target;
    this.set = new ScratchSet(source, target);
    this.types = new ValueTypes(source);
    this.typesThere = new ValueTypes(target);
    this.samples =
        new SampleValues(
            source,
            Math.min(source.server().versionNumber(), target.server().versionNumber()));
    this.subscription = new Subscription(source, QUEUE, QUEUE);
    this.applier = new Applier(target);
  }

  /** One type on its way. */
  private static final class Passenger {
    final TrialSubject subject;
    final ScratchTables tables;
    final List<Loss> losses = new ArrayList<>();
    final List<Change> changes = new ArrayList<>();
    int values;
    boolean onlyReal;
    String problem = "";

    Passenger(TrialSubject subject, int number) {
      this.subject = subject;
      this.tables = new ScratchTables(number, subject.type());
    }

    boolean travels() {
      return problem.isEmpty();
    }
  }

  /** Tries types. */
  public List<TrialResult> run(List<TrialSubject> subjects) {
    List<Passenger> passengers = new ArrayList<>();
    for (TrialSubject subject : subjects) {
      Passenger passenger = new Passenger(subject, passengers.size() + 1);
      passengers.add(passenger);
      attempt(passenger, "", this::prepare);
    }
    each(passengers, "copy", this::copy);
    move(passengers, "insert", ScratchTables::insert);
    move(passengers, "update", ScratchTables::update);
    move(passengers, "delete", ScratchTables::delete);
    return passengers.stream().map(this::result).toList();
  }

  private TrialResult result(Passenger passenger) {
    ScratchTables tables = passenger.tables;
    List<String> unknown =
        passenger.values == 0
            ? List.of()
            : samples.unknownToTheOlder(types.ofColumn(tables.given(), "value"));
    return new TrialResult(
        passenger.subject.type(),
        passenger.values,
        passenger.problem,
        passenger.losses,
        unknown,
        passenger.onlyReal);
  }

  private void prepare(Passenger passenger) {
    ScratchTables tables = passenger.tables;
    tables.createOnSource().forEach(source::execute);
    passenger.values = fill(passenger);
    tables.createOnTarget().forEach(target::execute);
    for (TableName table : tables.captured()) {
      set.capture(table);
    }
  }

  /** Puts the values into the table from which they are sent. */
  private int fill(Passenger passenger) {
    ScratchTables tables = passenger.tables;
    String into = "insert into " + tables.given().quoted() + " ";
    List<String> values =
        samples.fitting(
            samples.of(types.ofColumn(tables.given(), "value")), passenger.subject.type());
    passenger.onlyReal = values.isEmpty();
    int count = 0;
    for (String value : values) {
      String typed = SampleValues.cast(value, passenger.subject.type());
      count++;
      source.execute(into + "select " + count + ", " + typed);
    }
    for (TrialSubject.RealColumn real : passenger.subject.columns()) {
      String column = Identifier.quote(real.column());
      source.execute(
          into
              + "select "
              + (count + 1)
              + ", "
              + column
              + " from "
              + real.table().quoted()
              + " where "
              + column
              + " is not null order by pg_column_size("
              + column
              + ") desc limit 1");
      count = rows(tables.given());
    }
    source.execute(into + "values (" + (count + 1) + ", null)");
    return count + 1;
  }

  private int rows(TableName table) {
    return source
        .row(Sql.composed("rows", "select count(*) as rows from " + table.quoted()).bound())
        .integer("rows");
  }

  private void copy(Passenger passenger) {
    ScratchTables tables = passenger.tables;
    target.transactionally(
        () -> PlainCopy.copy(source, tables.given(), target, tables.copied()));
    compare(passenger, "copy", tables.given(), tables.copied());
  }

  /** Changes the tables of all types, brings the changes over and compares. */
  private void move(
      List<Passenger> passengers, String way, Function<ScratchTables, List<String>> statements) {
    each(passengers, way, passenger -> statements.apply(passenger.tables).forEach(source::execute));
    receive(passengers);
    each(passengers, way, this::apply);
    each(
        passengers,
        way,
        passenger ->
            passenger.tables.captured().forEach(table -> compare(passenger, way, table, table)));
  }

  private void receive(List<Passenger> passengers) {
    Map<String, Passenger> byTable = new LinkedHashMap<>();
    for (Passenger passenger : passengers) {
      passenger.changes.clear();
      passenger.tables.captured().forEach(table -> byTable.put(table.raw(), passenger));
    }
    new Ticks(source, QUEUE).tickNow();
    for (Optional<Batch> next = subscription.nextBatch();
        next.isPresent();
        next = subscription.nextBatch()) {
      Batch batch = next.get();
      source.transactionally(
          () -> subscription.events(batch, FETCH_SIZE, "", event -> take(event, byTable)));
      subscription.finish(batch);
    }
  }

  private void take(Event event, Map<String, Passenger> byTable) {
    Passenger passenger = byTable.get(String.valueOf(event.extra1()));
    if (passenger != null && ChangeDecoder.isChange(event.type())) {
      attempt(passenger, "", whose -> whose.changes.add(decoder.decode(event)));
    }
  }

  private void apply(Passenger passenger) {
    target.transactionally(
        () -> applier.apply(Piece.of(passenger.changes), ApplyMode.STRICT));
  }

  /** A value as it is shown, and its bits. */
  private record Form(String shown, String bits) {}

  private void compare(Passenger passenger, String way, TableName from, TableName to) {
    Map<String, Form> given = read(source, types, from);
    Map<String, Form> arrived = read(target, typesThere, to);
    Form none = new Form("no row", "");
    given.forEach(
        (id, here) -> {
          Form there = arrived.getOrDefault(id, none);
          if (!there.bits().equals(here.bits())) {
            passenger.losses.add(
                new Loss(way, here.shown(), there.shown(), here.bits(), there.bits()));
          }
        });
    arrived.forEach(
        (id, there) -> {
          if (!given.containsKey(id)) {
            passenger.losses.add(
                new Loss(way, none.shown(), there.shown(), none.bits(), there.bits()));
          }
        });
  }

  private static Map<String, Form> read(Session session, ValueTypes types, TableName table) {
    ValueType type = types.ofColumn(table, "value");
    String query =
        "select id::text as id, substr(value::text, 1, 200) as shown, "
            + BinaryForm.expression(type, "value")
            + " as bits from "
            + table.quoted()
            + " order by 1";
    Map<String, Form> forms = new LinkedHashMap<>();
    for (Row row : session.rows(Sql.composed("values of " + table, query).bound())) {
      String shown = row.optionalText("shown").orElse("null");
      String bits =
          row.optionalText("bits").map(hex -> BinaryForm.of(type, hex)).orElse("null");
      forms.put(row.text("id"), new Form(shown, bits));
    }
    return forms;
  }

  /** A step for one type. */
  @FunctionalInterface
  private interface Stage {
    void of(Passenger passenger);
  }

  private static void each(List<Passenger> passengers, String way, Stage step) {
    passengers.forEach(passenger -> attempt(passenger, way, step));
  }

  private static void attempt(Passenger passenger, String way, Stage step) {
    if (!passenger.travels()) {
      return;
    }
    try {
      step.of(passenger);
    } catch (UserError e) {
      LOG.debug("{} does not travel", passenger.subject.type(), e);
      passenger.problem = way.isEmpty() ? e.problem() : way + ": " + e.problem();
    }
  }

  @Override
  public void close() {
    set.close();
  }
}
