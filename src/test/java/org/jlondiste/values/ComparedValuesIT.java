package org.jlondiste.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jlondiste.compare.Method;
import org.jlondiste.compare.PairedRows;
import org.jlondiste.compare.TableComparison;
import org.jlondiste.compare.Verdict;
import org.jlondiste.compare.Verdict.Outcome;
import org.jlondiste.copy.PlainCopy;
import org.jlondiste.error.UserError;
import org.jlondiste.handler.TableHandler;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Identifier;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.TextPassage;
import org.jlondiste.repair.FixScript;
import org.jlondiste.repair.TableMender;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A comparison of all extreme values there are says "same" of what a copy made of them, whatever
 * the versions of both servers, names every column in which one is another, and such rows can be
 * mended.
 */
class ComparedValuesIT {
  private static final TableName TABLE = new TableName("public", "every_type");
  private static final int WIDTH = 60;

  @TempDir private static Path directory;

  private record Column(String type, List<String> values) {}

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairs")
  void everyValueIsComparedByItsBits(VersionPair pair) {
    Database from = Servers.get(pair.source()).createDatabase("compared");
    Database to = Servers.get(pair.target()).createDatabase("compared");
    try (Session source = from.session();
        Session target = to.session()) {
      List<Column> columns = columns(source, target);
      assertThat(columns).hasSizeGreaterThan(100);
      for (int i = 0; i < columns.size(); i += WIDTH) {
        compare(source, target, columns.subList(i, Math.min(i + WIDTH, columns.size())));
      }
    }
  }

  /**
   * Of a composite that has both numbers or bytes and types of users inside a comparison says that
   * differences may be none, where the servers write these in different ways.
   */
  private static boolean isToldToBeInexact(TrialSubject subject, Session source, Session target) {
    return Stream.of("nest", "boxed", "wrapped").anyMatch(subject.type()::contains)
        && (source.server().hasShortestFloats() != target.server().hasShortestFloats()
            || source.server().hasHexBytea() != target.server().hasHexBytea());
  }

  /** Types whose values can travel, with values that both servers know. */
  private static List<Column> columns(Session source, Session target) {
    List<Column> columns = new ArrayList<>();
    ValueTypes types = new ValueTypes(source);
    TypePassport passport = new TypePassport(source, target);
    SampleValues here = new SampleValues(source);
    SampleValues there = new SampleValues(target);
    for (TrialSubject subject : OddTypes.in(source, target)) {
      try {
        ValueType type = types.declared(subject.type());
        if (!isToldToBeInexact(subject, source, target)
            && passport.refusal(subject.type()).isEmpty()) {
          List<String> values = here.fitting(here.of(type), subject.type());
          List<String> texts = here.texts(values, subject.type());
          List<String> taken =
              there.fitting(texts.stream().map(Identifier::literal).toList(), subject.type());
          List<String> both =
              IntStream.range(0, values.size())
                  .filter(i -> taken.contains(Identifier.literal(texts.get(i))))
                  .mapToObj(values::get)
                  .toList();
          columns.add(new Column(subject.type(), both));
        }
      } catch (UserError e) {
        assertThat(e.problem()).contains("does not exist");
      }
    }
    return columns.stream().filter(column -> column.values().size() > 1).toList();
  }

  private static void compare(Session source, Session target, List<Column> columns) {
    String create =
        IntStream.range(0, columns.size())
            .mapToObj(i -> "c" + i + " " + columns.get(i).type())
            .collect(
                Collectors.joining(
                    ", ", "create table " + TABLE.quoted() + " (id integer primary key, ", ")"));
    source.execute(create);
    target.execute(create);
    int rows = columns.stream().mapToInt(column -> column.values().size()).max().orElse(0);
    for (int row = 0; row <= rows; row++) {
      int n = row;
      source.execute(
          columns.stream()
              .map(
                  column ->
                      SampleValues.cast(
                          n < column.values().size() ? column.values().get(n) : "null",
                          column.type()))
              .collect(
                  Collectors.joining(
                      ", ", "insert into " + TABLE.quoted() + " values (" + n + ", ", ")")));
    }
    target.transactionally(
        () ->
            PlainCopy.copy(source, TABLE, target, TABLE, TextPassage.between(source, target, "")));

    Verdict verdict = verdict(source, target);
    assertThat(verdict.differences().shown())
        .as("%s", columns.stream().map(Column::type).toList())
        .isEmpty();
    assertThat(verdict.outcome()).isEqualTo(Outcome.SAME);

    List<String> altered = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (alter(target, "c" + i, new ValueTypes(target).declared(columns.get(i).type()))) {
        altered.add(columns.get(i).type());
      }
    }
    assertThat(altered).hasSizeGreaterThan(columns.size() * 3 / 4);
    assertThat(verdict(source, target).differences().shown())
        .singleElement()
        .extracting(
            difference ->
                difference.columns().stream()
                    .map(name -> columns.get(Integer.parseInt(name.substring(1))).type())
                    .toList())
        .isEqualTo(altered);
    repair(source, target);
    source.execute("drop table " + TABLE.quoted());
    target.execute("drop table " + TABLE.quoted());
  }

  /** Rows are mended to the last bit, at once as well as by the script. */
  private static void repair(Session source, Session target) {
    target.execute("delete from " + TABLE.quoted() + " where id % 2 = 1");
    try (Session writer = Session.open(target.target(), "repair")) {
      asOfOneMoment(
          source,
          target,
          rows ->
              writer.transaction(
                  () ->
                      new TableMender(writer, TextPassage.between(source, writer, ""))
                          .mend(TABLE, rows)));
      assertThat(verdict(source, target).differences().shown()).isEmpty();

      target.execute("delete from " + TABLE.quoted() + " where id % 2 = 1");
      target.execute("update " + TABLE.quoted() + " set c0 = null where id = 0");
      Path script = directory.resolve("fix.sql");
      asOfOneMoment(
          source, target, rows -> new FixScript(source, target, TABLE, rows).write(script, "fix"));
      writer.execute(Files.readString(script));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(verdict(source, target).differences().shown()).isEmpty();
  }

  private static void asOfOneMoment(Session source, Session target, Consumer<PairedRows> work) {
    Method method = new Method(false, Optional.empty(), Optional.empty(), 10);
    TableComparison comparison = new TableComparison(source, target, method);
    source.transactionally(
        () ->
            target.transactionally(
                () -> {
                  target.execute("set transaction isolation level repeatable read");
                  work.accept(
                      comparison
                          .rows(TABLE, "", TABLE, "", new TableHandler() {}, false)
                          .orElseThrow());
                }));
  }

  /** Gives the first row a value of another one; false if all are the same. */
  private static boolean alter(Session target, String column, ValueType type) {
    String bits = BinaryForm.expression(type, column, type.hasBinaryForm());
    String others =
        "from "
            + TABLE.quoted()
            + " where "
            + bits
            + " <> (select "
            + bits
            + " from "
            + TABLE.quoted()
            + " where id = 0)";
    boolean thereAre = target.number("select count(*) " + others, new String[0]) > 0;
    if (thereAre) {
      target.execute(
          "update "
              + TABLE.quoted()
              + " set "
              + column
              + " = (select "
              + column
              + " "
              + others
              + " limit 1) where id = 0");
    }
    return thereAre;
  }

  private static Verdict verdict(Session source, Session target) {
    Method method = new Method(false, Optional.empty(), Optional.empty(), 10);
    return source.transaction(
        () ->
            target.transaction(
                () ->
                    new TableComparison(source, target, method).compare(TABLE, TABLE, TABLE, "")));
  }

  static Stream<VersionPair> pairs() {
    return VersionPair.chosen().stream();
  }
}
