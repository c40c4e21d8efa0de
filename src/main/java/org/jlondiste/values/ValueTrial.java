package org.jlondiste.values;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jlondiste.apply.Applier;
import org.jlondiste.apply.ApplyMode;
import org.jlondiste.change.Change;
import org.jlondiste.change.ChangeDecoder;
import org.jlondiste.change.Piece;
import org.jlondiste.copy.PlainCopy;
import org.jlondiste.error.StateError;
import org.jlondiste.error.UserError;
import org.jlondiste.model.Event;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Identifier;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.postgres.TextPassage;
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

  /** So many types travel together; if one of them cannot, the group is halved. */
  private static final int GROUP_SIZE = 32;

  private static final Form NO_ROW = new Form("no row", "");

  private final Session source;
  private final Session target;
  private final Consumer<String> application;
  private final ScratchSet set;
  private final ValueTypes types;
  private final ValueTypes typesThere;
  private final TypePassport passport;
  private final SampleValues samples;
  private final SampleValues samplesThere;
  private final Subscription subscription;
  private final Applier applier;
  private final TextPassage passage;
  private final ChangeDecoder decoder;
  private int groupsMade;

  /**
   * Makes the queue and the schema of the trial.
   *
   * @param sourceEncoding what the text of a source that has no encoding is written in; may be
   *     empty
   * @throws StateError if another trial runs in one of the databases
   */
  public ValueTrial(Session source, Session target, String sourceEncoding) {
    this(source, target, sourceEncoding, source::execute);
  }

  /**
   * The same for another application than ours.
   *
   * @param application runs the statements that change the source's tables
   */
  ValueTrial(Session source, Session target, String sourceEncoding, Consumer<String> application) {
    this.source = source;
    this.application = application;
    this.target = target;
    this.set = new ScratchSet(source, target);
    this.types = new ValueTypes(source);
    this.typesThere = new ValueTypes(target);
    this.passport = new TypePassport(source, target);
    this.samples = new SampleValues(source);
    this.samplesThere = new SampleValues(target);
    this.subscription = new Subscription(source, QUEUE, QUEUE);
    this.passage = TextPassage.between(source, target, sourceEncoding);
    this.decoder = new ChangeDecoder(passage.eventText());
    this.applier = new Applier(target, passage);
    if (source.server().hasHexBytea() && !target.server().hasHexBytea()) {
      // in what way values are shown, not in what way they travel
      source.execute("set bytea_output = escape");
    }
  }

  /** Types that travel together, each in a column of its own. */
  private static final class Group {
    final List<Sample> samples;
    final ScratchTables tables;
    final List<Change> changes = new ArrayList<>();
    String problem = "";

    Group(List<Sample> samples, int number) {
      this.samples = samples;
      this.tables =
          new ScratchTables(
              number, samples.stream().map(sample -> sample.subject().type()).toList());
    }
  }

  /**
   * What is sent of one type.
   *
   * @param values SQL expressions
   * @param missed what the target does not take of the values of real columns; may be empty
   */
  private record Sample(
      TrialSubject subject,
      ValueType here,
      ValueType there,
      List<String> values,
      List<String> refused,
      boolean onlyReal,
      String missed,
      List<Loss> losses) {

    TrialResult result(String problem) {
      return new TrialResult(
          subject.type(),
          values.size(),
          missed.isEmpty() ? problem : missed,
          losses,
          refused,
          onlyReal);
    }
  }

  /** Tries types. */
  public List<TrialResult> run(List<TrialSubject> subjects) {
    Map<TrialSubject, TrialResult> results = new LinkedHashMap<>();
    List<Sample> samples = new ArrayList<>();
    for (TrialSubject subject : subjects) {
      results.put(subject, new TrialResult(subject.type(), 0, "", List.of(), List.of(), true));
      try {
        samples.add(sample(subject));
      } catch (UserError e) {
        results.put(
            subject, new TrialResult(subject.type(), 0, e.problem(), List.of(), List.of(), true));
      }
    }
    List<Group> groups = new ArrayList<>();
    for (int i = 0; i < samples.size(); i += GROUP_SIZE) {
      groups.add(group(samples.subList(i, Math.min(samples.size(), i + GROUP_SIZE))));
    }
    while (!groups.isEmpty()) {
      travel(groups);
      List<Group> again = new ArrayList<>();
      for (Group group : groups) {
        int size = group.samples.size();
        if (group.problem.isEmpty() || size == 1) {
          group.samples.forEach(
              sample -> results.put(sample.subject(), sample.result(group.problem)));
        } else {
          group.samples.forEach(sample -> sample.losses().clear());
          again.add(group(group.samples.subList(0, size / 2)));
          again.add(group(group.samples.subList(size / 2, size)));
        }
      }
      groups = again;
    }
    return List.copyOf(results.values());
  }

  private Group group(List<Sample> samples) {
    groupsMade++;
    return new Group(samples, groupsMade);
  }

  private Sample sample(TrialSubject subject) {
    ValueType type = types.declared(subject.type());
    ValueType there = typesThere.declared(subject.type());
    passport
        .refusal(subject.type())
        .ifPresent(
            reason -> {
              throw new StateError(reason, "");
            });
    List<String> known = samples.fitting(samples.of(type), subject.type());
    List<String> texts = samples.texts(known, subject.type());
    List<String> taken =
        samplesThere.fitting(texts.stream().map(Identifier::literal).toList(), subject.type());
    List<String> values = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (int i = 0; i < known.size(); i++) {
      boolean fits = taken.contains(Identifier.literal(texts.get(i)));
      (fits ? values : refused).add(fits ? known.get(i) : texts.get(i));
    }
    String missed = missed(subject, type);
    if (missed.isEmpty()) {
      subject.columns().forEach(column -> values.add(column.longest()));
    }
    return new Sample(
        subject, type, there, values, refused, known.isEmpty(), missed, new ArrayList<>());
  }

  /** Looks for values in real columns that only the source's server, or its catalog, knows. */
  private String missed(TrialSubject subject, ValueType type) {
    String condition = type.special(source.server(), target.server());
    if (condition.isEmpty()) {
      return "";
    }
    List<String> missed = new ArrayList<>();
    for (TrialSubject.RealColumn column : subject.columns()) {
      List<String> texts =
          source
              .rows(Sql.composed("values of " + column, column.special(condition)).bound())
              .stream()
              .map(row -> row.text("written"))
              .toList();
      List<String> literals = texts.stream().map(Identifier::literal).toList();
      List<String> taken = samplesThere.fitting(literals, subject.type());
      texts.stream()
          .filter(text -> !taken.contains(Identifier.literal(text)))
          .findFirst()
          .ifPresent(
              text ->
                  missed.add(
                      "column "
                          + column.column()
                          + " of table "
                          + column.table()
                          + " holds "
                          + text
                          + ", which the server there does not take"));
    }
    return String.join("; ", missed);
  }

  private void travel(List<Group> groups) {
    each(groups, "", this::prepare);
    each(groups, "copy", this::copy);
    move(groups, "insert", ScratchTables::insert);
    move(groups, "update", ScratchTables::update);
    move(groups, "delete", ScratchTables::delete);
  }

  private void prepare(Group group) {
    ScratchTables tables = group.tables;
    source.transactionally(
        () -> {
          tables.createOnSource().forEach(source::execute);
          fill(group);
        });
    target.transactionally(() -> tables.createOnTarget().forEach(target::execute));
    tables.captured().forEach(set::capture);
  }

  /** Puts the values into the table from which they are sent; the last row is all null. */
  private void fill(Group group) {
    int rows =
        1 + group.samples.stream().mapToInt(sample -> sample.values().size()).max().orElse(0);
    for (int i = 0; i < rows; i++) {
      StringBuilder insert = new StringBuilder();
      insert.append("insert into ").append(group.tables.given().quoted());
      insert.append(" select ").append(i + 1);
      for (Sample sample : group.samples) {
        List<String> values = sample.values();
        String value = i < values.size() ? values.get(i) : "null";
        insert.append(", ").append(SampleValues.cast(value, sample.subject().type()));
      }
      source.execute(insert.toString());
    }
  }

  private void copy(Group group) {
    ScratchTables tables = group.tables;
    target.transactionally(
        () -> PlainCopy.copy(source, tables.given(), target, tables.copied(), passage));
    compare(group, "copy", tables.given(), tables.copied());
  }

  /** Changes the tables of all groups, brings the changes over and compares. */
  private void move(
      List<Group> groups, String way, Function<ScratchTables, List<String>> statements) {
    each(groups, way, group -> statements.apply(group.tables).forEach(application));
    receive(groups);
    each(groups, way, this::apply);
    each(
        groups,
        way,
        group -> group.tables.captured().forEach(table -> compare(group, way, table, table)));
  }

  private void receive(List<Group> groups) {
    Map<String, Group> byTable = new LinkedHashMap<>();
    for (Group group : groups) {
      group.changes.clear();
      group.tables.captured().forEach(table -> byTable.put(table.raw(), group));
    }
    new Ticks(source, QUEUE).tickNow();
    for (Optional<Batch> next = subscription.nextBatch();
        next.isPresent();
        next = subscription.nextBatch()) {
      Batch batch = next.get();
      source.transactionally(
          () ->
              subscription.events(
                  batch, FETCH_SIZE, "", Long.MAX_VALUE, event -> take(event, byTable)));
      subscription.finish(batch);
    }
  }

  private void take(Event event, Map<String, Group> byTable) {
    Group group = byTable.get(String.valueOf(event.extra1()));
    if (group != null && ChangeDecoder.isChange(event.type())) {
      attempt(group, "", whose -> whose.changes.add(decoder.decode(event)));
    }
  }

  private void apply(Group group) {
    target.transactionally(() -> applier.apply(Piece.of(group.changes), ApplyMode.STRICT));
  }

  /** A value as it is shown, and its bits. */
  private record Form(String shown, String bits) {}

  private void compare(Group group, String way, TableName from, TableName to) {
    for (int i = 0; i < group.samples.size(); i++) {
      Sample sample = group.samples.get(i);
      String column = ScratchTables.column(i);
      boolean binary = sample.here().hasBinaryForm() && sample.there().hasBinaryForm();
      Map<String, Form> given = read(source, sample.here(), from, column, binary);
      Map<String, Form> arrived = read(target, sample.there(), to, column, binary);
      List<Loss> losses = sample.losses();
      TreeSet<String> ids = new TreeSet<>(given.keySet());
      ids.addAll(arrived.keySet());
      for (String id : ids) {
        Form here = given.getOrDefault(id, NO_ROW);
        Form there = arrived.getOrDefault(id, NO_ROW);
        if (!there.bits().equals(here.bits())) {
          losses.add(new Loss(way, here.shown(), there.shown(), here.bits(), there.bits()));
        }
      }
    }
  }

  private static Map<String, Form> read(
      Session session, ValueType type, TableName table, String column, boolean binary) {
    String query =
        "select id::text as id, substr("
            + column
            + "::text, 1, 200) as shown, "
            + BinaryForm.expression(type, column, binary)
            + " as bits from "
            + table.quoted();
    Map<String, Form> forms = new LinkedHashMap<>();
    for (Row row : session.rows(Sql.composed("values of " + table, query).bound())) {
      String shown = row.optionalText("shown").orElse("null");
      String bits =
          row.optionalText("bits").map(hex -> BinaryForm.of(type, hex, binary)).orElse("null");
      forms.put(row.text("id"), new Form(shown, bits));
    }
    return forms;
  }

  /** A step for some types. */
  @FunctionalInterface
  private interface Stage {
    void of(Group group);
  }

  private static void each(List<Group> groups, String way, Stage step) {
    groups.forEach(group -> attempt(group, way, step));
  }

  private static void attempt(Group group, String way, Stage step) {
    if (!group.problem.isEmpty()) {
      return;
    }
    try {
      step.of(group);
    } catch (UserError e) {
      LOG.debug("{}", group.tables.types(), e);
      group.problem = way.isEmpty() ? e.problem() : way + ": " + e.problem();
    }
  }

  @Override
  public void close() {
    set.close();
  }
}
