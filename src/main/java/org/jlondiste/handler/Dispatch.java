package org.jlondiste.handler;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jlondiste.change.Change;
import org.jlondiste.change.Operation;
import org.jlondiste.change.RowChange;
import org.jlondiste.change.RowShape;
import org.jlondiste.change.Truncation;
import org.jlondiste.error.StateError;
import org.jlondiste.error.UsageError;
import org.jlondiste.model.Event;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Identifier;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jspecify.annotations.Nullable;

/** Spreads rows over partitions by time. All times are in UTC. */
final class Dispatch implements TableHandler {
  private static final Sql PRIMARY_KEY = Sql.of(Dispatch.class, "primary_key.sql");
  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{4,})-(\\d\\d)-(\\d\\d)(?:[ T](\\d\\d):(\\d\\d):(\\d\\d)(?:\\.\\d+)?"
              + "([+-]\\d\\d(?::\\d\\d){0,2})?)?");
  private static final Pattern VARIABLE = Pattern.compile("%\\((\\w+)\\)s|\\{(\\w+)\\}|%%");

  private final TableName table;
  private final DispatchPlan plan;
  private final Optional<TableName> destination;
  private final Optional<TemporalAmount> retention;
  private final Map<RowShape, RowShape> keyless = new HashMap<>();
  private final Set<TableName> prepared = new HashSet<>();

  Dispatch(TableName table, DispatchPlan plan, Optional<TableName> destination) {
    this.table = table;
    this.plan = plan;
    this.destination = destination;
    this.retention = Retention.find(plan.retention());
    if (plan.ignoresOldEvents() && retention.isEmpty()) {
      throw new UsageError(
          "retention_period '" + plan.retention() + "' cannot be read", "write it as '30 days'");
    }
  }

  @Override
  public Optional<TableName> destination() {
    return destination;
  }

  @Override
  public ColumnChoice columns() {
    return plan.columns();
  }

  @Override
  public boolean storesRows() {
    return !plan.isIgnored();
  }

  @Override
  public List<String> triggerArguments(boolean foreignTrigger) {
    return plan.isIgnored() ? List.of("virtual_table") : List.of();
  }

  @Override
  public boolean storesInChildren() {
    return plan.isPartitioned();
  }

  /** A copy in chunks would be redone over rows that are in partitions already. */
  @Override
  public boolean copiesInChunks() {
    return false;
  }

  @Override
  public boolean ignoresTruncate() {
    return plan.ignoresTruncate();
  }

  @Override
  public Optional<String> incomparable() {
    if (plan.keepsAll()) {
      return Optional.of("its handler keeps every version of a row");
    }
    if (plan.operations().size() < Operation.values().length) {
      return Optional.of("its handler leaves out some kinds of changes");
    }
    if (!plan.retention().isEmpty()) {
      return Optional.of("its handler drops old partitions");
    }
    return Optional.empty();
  }

  @Override
  public void begin(Occasion occasion) {
    prepared.clear();
  }

  @Override
  public Optional<List<Deed>> takeEvent(Event event, Occasion occasion) {
    return plan.isIgnored() ? Optional.of(List.of()) : Optional.empty();
  }

  @Override
  public List<Deed> deeds(Event event, Change change, Occasion occasion) {
    if (change instanceof Truncation) {
      return plan.isPartitioned()
          ? List.of(new Deed.Run("truncate " + change.table().quoted()))
          : List.of(new Deed.Apply(change));
    }
    if (!(change instanceof RowChange row)) {
      throw failure(event, "its event is a piece of SQL that tells only the columns that changed");
    }
    if (row.operation() == Operation.REPLACE
        && plan.operations().contains(Operation.INSERT)
            != plan.operations().contains(Operation.UPDATE)) {
      throw failure(
          event,
          "event_types names one of I and U, and nobody can tell whether the row with "
              + row.keyForPeople()
              + " was inserted or updated");
    }
    if (!plan.operations().contains(row.operation())) {
      return List.of();
    }
    if (plan.onlyInserts() && row.operation() != Operation.INSERT) {
      throw failure(event, "with method=3 only inserts may come, and this is " + row.operation());
    }
    RowChange wanted = wanted(row);
    if (wanted == null) {
      return List.of();
    }
    if (!plan.isPartitioned()) {
      return List.of(new Deed.Apply(wanted));
    }
    List<Deed> deeds = new ArrayList<>();
    if (row.operation() == Operation.REMOVE) {
      deeds.add(removal(event, row, occasion));
      return deeds;
    }
    if (row.operation() == Operation.REPLACE && !plan.keepsLatest() && !plan.keepsAll()) {
      // it may have been in another partition
      deeds.add(removal(event, row, occasion));
    }
    LocalDateTime time = time(event, row, occasion);
    if (isOld(time)) {
      if (row.operation() == Operation.DELETE && row.shape().hasKey()) {
        // its partition may be gone
        return List.of(removal(event, row, occasion));
      }
      if (plan.ignoresOldEvents()) {
        return deeds;
      }
      if (row.operation() == Operation.UPDATE && row.shape().hasKey() && !plan.keepsAll()) {
        deeds.add(removal(event, row, occasion));
        wanted = row.withOperation(Operation.REPLACE);
      }
    }
    TableName part = part(row.table(), time);
    if (!prepared.contains(part)) {
      if (!plan.retention().isEmpty()) {
        // to make this one may drop others
        prepared.clear();
      }
      prepared.add(part);
      deeds.add(preparation(row.table(), part, time, wanted.shape().keyColumns()));
    }
    deeds.add(new Deed.Apply(wanted.withTable(part)));
    return deeds;
  }

  /** The change by the row mode; null for none. */
  private @Nullable RowChange wanted(RowChange row) {
    if (plan.keepsAll()) {
      return row.operation().leavesRow() ? version(row) : null;
    }
    if (plan.keepsLatest() && row.shape().hasKey()) {
      return switch (row.operation()) {
        case UPDATE -> row.withOperation(Operation.REPLACE);
        // by any other time than the row's own it may be in an earlier partition
        case DELETE -> plan.goesByField() ? row : row.withOperation(Operation.REMOVE);
        default -> row;
      };
    }
    return row;
  }

  /** A row beside its other versions: nothing tells them apart by a key. */
  private RowChange version(RowChange row) {
    RowShape shape =
        keyless.computeIfAbsent(row.shape(), keyed -> new RowShape(keyed.columns(), List.of()));
    @Nullable String[] values = new @Nullable String[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.value(i);
    }
    return row.withRow(shape, values).withOperation(Operation.INSERT);
  }

  /** Takes a row out of whatever partition it is in; only its key need be known. */
  private Deed.Run removal(Event event, RowChange row, Occasion occasion) {
    if (!row.shape().hasKey()) {
      throw failure(event, "a row without key is replaced, and nobody can tell which it was");
    }
    List<String> conditions = new ArrayList<>();
    for (String column : row.shape().keyColumns()) {
      String value = row.value(column);
      if (!occasion.inCharacters() && value != null && value.chars().anyMatch(c -> c > 127)) {
        throw failure(event, HandlerShelf.NOT_IN_UTF8);
      }
      conditions.add(
          Identifier.quote(column) + (value == null ? " is null" : " = " + Literals.of(value)));
    }
    return new Deed.Run(
        "delete from " + row.table().quoted() + " where " + String.join(" and ", conditions));
  }

  private LocalDateTime time(Event event, RowChange row, Occasion occasion) {
    if (plan.partMode().equals("current_time")) {
      return LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
    }
    String text =
        switch (plan.partMode()) {
          case "event_time" -> event.time();
          case "batch_time" -> occasion.time();
          default -> row.value(plan.partField());
        };
    LocalDateTime time = text == null ? null : parsed(text);
    if (time == null) {
      throw failure(
          event,
          "the row with "
              + row.keyForPeople()
              + " belongs to no period: "
              + (plan.goesByField() ? plan.partField() : plan.partMode())
              + " is "
              + text);
    }
    return time;
  }

  /** A date or a time, in UTC if it names its zone; null if it is neither. */
  private static @Nullable LocalDateTime parsed(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    boolean day = matcher.group(4) == null;
    LocalDateTime time =
        LocalDateTime.of(
            Integer.parseInt(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            Integer.parseInt(matcher.group(3)),
            day ? 0 : Integer.parseInt(matcher.group(4)),
            day ? 0 : Integer.parseInt(matcher.group(5)),
            day ? 0 : Integer.parseInt(matcher.group(6)));
    return matcher.group(7) == null
        ? time
        : time.atOffset(ZoneOffset.of(matcher.group(7)))
            .withOffsetSameInstant(ZoneOffset.UTC)
            .toLocalDateTime();
  }

  private TableName part(TableName parent, LocalDateTime time) {
    return TableName.ofRaw(filled(plan.partName(), Map.of("parent", parent.raw()), time));
  }

  private Deed.Prepare preparation(
      TableName parent, TableName part, LocalDateTime time, List<String> key) {
    String moment = time.truncatedTo(ChronoUnit.MINUTES) + ":00+00";
    Map<String, String> words =
        Map.of(
            "dest",
            parent.quoted(),
            "part",
            part.quoted(),
            "parent",
            parent.quoted(),
            "pkeys",
            Identifier.list(key),
            "schema_table",
            parent.raw(),
            "part_field",
            plan.partField(),
            "part_time",
            moment,
            "period",
            plan.period());
    List<String> statements = new ArrayList<>();
    // first, so that one made for an old row is there for that row
    if (!plan.retention().isEmpty()) {
      statements.add(
          "select * from londiste.drop_obsolete_partitions("
              + Literals.of(parent.raw())
              + ", "
              + Literals.of(plan.retention())
              + "::interval, "
              + Literals.of(plan.period())
              + ")");
    }
    add(plan.prePart(), words, time, statements);
    if (plan.partTemplate().isEmpty()) {
      statements.add(
          "select "
              + plan.partFunction()
              + "("
              + String.join(
                  ", ",
                  Literals.of(parent.raw()),
                  Literals.of(part.raw()),
                  Literals.of(String.join(",", key)),
                  plan.partField().isEmpty() ? "null" : Literals.of(plan.partField()),
                  Literals.of(moment) + "::timestamptz",
                  Literals.of(plan.period()))
              + ")");
    } else {
      add(plan.partTemplate(), words, time, statements);
    }
    add(plan.postPart(), words, time, statements);
    return new Deed.Prepare(part, statements);
  }

  private void add(
      String template, Map<String, String> words, LocalDateTime time, List<String> statements) {
    if (!template.isBlank()) {
      statements.add(filled(template, words, time));
    }
  }

  /** A template with its variables filled in: {@code %(year)s}, or {@code {year}}. */
  private static String filled(String template, Map<String, String> words, LocalDateTime time) {
    Matcher matcher = VARIABLE.matcher(template);
    StringBuilder text = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      String value =
          name == null
              ? "%"
              : switch (name) {
                case "year" -> String.format(Locale.ROOT, "%04d", time.getYear());
                case "month" -> String.format(Locale.ROOT, "%02d", time.getMonthValue());
                case "day" -> String.format(Locale.ROOT, "%02d", time.getDayOfMonth());
                case "hour" -> String.format(Locale.ROOT, "%02d", time.getHour());
                default -> words.getOrDefault(name, matcher.group());
              };
      matcher.appendReplacement(text, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(text).toString();
  }

  /** True if a row's partition would be one that is dropped. */
  private boolean isOld(LocalDateTime time) {
    if (retention.isEmpty()) {
      return false;
    }
    LocalDateTime end =
        switch (plan.period()) {
          case "hour" -> time.truncatedTo(ChronoUnit.HOURS).plusHours(1);
          case "day" -> time.truncatedTo(ChronoUnit.DAYS).plusDays(1);
          case "month" -> time.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1).plusMonths(1);
          default -> time.truncatedTo(ChronoUnit.DAYS).withDayOfYear(1).plusYears(1);
        };
    return !end.plus(retention.get()).isAfter(LocalDateTime.now(ZoneOffset.UTC));
  }

  private HandlerFailure failure(Event event, String why) {
    return new HandlerFailure(table, event.id(), why, null);
  }

  /** Moves the copied rows into their partitions, as far as their own column tells which. */
  @Override
  public void afterCopy(Session target, TableName parent) {
    if (!plan.isPartitioned() || !plan.goesByField()) {
      return;
    }
    String field = Identifier.quote(plan.partField());
    String truncated = "date_trunc(" + Literals.of(plan.period()) + ", " + field + "::timestamp)";
    String rows = " from only " + parent.quoted();
    for (Row row :
        target.rows(
            Sql.composed(
                    "periods of " + parent,
                    "select distinct " + truncated + "::text as period" + rows + " order by 1")
                .bound())) {
      String text = row.nullableText("period");
      LocalDateTime time = text == null ? null : parsed(text);
      if (time == null) {
        throw new StateError(
            "rows of " + table + " belong to no period: " + plan.partField() + " is " + text,
            "correct them on the root, the copy is tried again");
      }
      if (plan.ignoresOldEvents() && isOld(time)) {
        continue;
      }
      TableName part = part(parent, time);
      HandlerTask.prepare(target, preparation(parent, part, time, key(target, parent)));
      target.execute(
          "insert into "
              + part.quoted()
              + " select *"
              + rows
              + " where "
              + truncated
              + " = "
              + Literals.of(text)
              + "::timestamp");
    }
    target.execute("truncate only " + parent.quoted());
  }

  private static List<String> key(Session target, TableName parent) {
    return target
        .rows(PRIMARY_KEY.with("schema", parent.schema()).with("table", parent.name()))
        .stream()
        .map(row -> row.text("name"))
        .toList();
  }

  /** Reads spans of time as people write them. */
  private static final class Retention {
    private static final Pattern SPAN =
        Pattern.compile("(\\d+)\\s*(hour|day|week|month|year)s?", Pattern.CASE_INSENSITIVE);

    static Optional<TemporalAmount> find(String text) {
      Matcher matcher = SPAN.matcher(text.trim());
      return matcher.matches()
          ? Optional.of(of(Long.parseLong(matcher.group(1)), matcher.group(2)))
          : Optional.empty();
    }

    private static TemporalAmount of(long number, String unit) {
      return switch (unit.toLowerCase(Locale.ROOT)) {
        case "hour" -> Duration.ofHours(number);
        case "day" -> Duration.ofDays(number);
        case "week" -> Duration.ofDays(7 * number);
        case "month" -> Period.ofMonths(Math.toIntExact(number));
        default -> Period.ofYears(Math.toIntExact(number));
      };
    }
  }
}
