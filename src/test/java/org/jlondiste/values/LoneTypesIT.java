package org.jlondiste.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jlondiste.copy.PlainCopy;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Identifier;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.postgres.TextPassage;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every type is copied bit by bit as it is when it has its table to itself, too: the table then
 * goes in the binary format if the type may.
 */
class LoneTypesIT {
  private static final TableName TABLE = new TableName("public", "lone");

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairs")
  void aTypeThatHasATableToItselfArrivesAsItWas(VersionPair pair) {
    Database from = Servers.get(pair.source()).createDatabase("lone");
    Database to = Servers.get(pair.target()).createDatabase("lone");
    List<String> travelled = new ArrayList<>();
    try (Session source = from.session();
        Session target = to.session()) {
      Journey journey = new Journey(source, target);
      Stream.concat(
              ExtremeValues.types().stream(),
              ExtremeValues.types().stream().map(type -> type + "[]"))
          .filter(journey::make)
          .forEach(travelled::add);
    }
    assertThat(travelled)
        .hasSizeGreaterThan(60)
        .contains("integer", "text", "bytea", "numeric", "real", "timestamp with time zone")
        .contains("integer[]", "text[]", "bytea[]", "numeric[]", "real[]", "date[]");
  }

  static Stream<VersionPair> pairs() {
    return VersionPair.chosen().stream().filter(pair -> !pair.source().equals(pair.target()));
  }

  /** From one database to another. */
  private static final class Journey {
    private final Session source;
    private final Session target;
    private final ValueTypes types;
    private final ValueTypes typesThere;
    private final TypePassport passport;
    private final SampleValues samples;
    private final SampleValues samplesThere;

    Journey(Session source, Session target) {
      this.source = source;
      this.target = target;
      this.types = new ValueTypes(source);
      this.typesThere = new ValueTypes(target);
      this.passport = new TypePassport(source, target);
      this.samples = new SampleValues(source);
      this.samplesThere = new SampleValues(target);
    }

    /** False if the type cannot travel between these two, by any way. */
    boolean make(String name) {
      ValueType type;
      ValueType there;
      try {
        type = types.declared(name);
        there = typesThere.declared(name);
        if (passport.refusal(name).isPresent()) {
          return false;
        }
      } catch (DatabaseError e) {
        return false;
      }
      List<String> values = samples.of(type);
      if (values.isEmpty()) {
        return false;
      }
      fill(name, values);
      List<Row> written =
          source.rows(
              Sql.composed("values of " + name, "select id, v::text as v from public.lone")
                  .bound());
      List<String> taken =
          samplesThere.fitting(
              written.stream().map(row -> Identifier.literal(row.text("v"))).toList(), name);
      if (taken.isEmpty()) {
        return false;
      }
      written.stream()
          .filter(row -> !taken.contains(Identifier.literal(row.text("v"))))
          .forEach(
              row -> source.execute("delete from public.lone where id = " + row.integer("id")));
      source.execute("insert into public.lone values (null, null)");
      target.transactionally(
          () ->
              PlainCopy.copy(
                  source, TABLE, target, TABLE, TextPassage.between(source, target, "")));
      assertThat(read(target, there, type)).as(name).isEqualTo(read(source, type, there));
      return true;
    }

    private void fill(String name, List<String> values) {
      for (Session session : List.of(source, target)) {
        session.execute(
            "drop table if exists public.lone; create table public.lone (id int, v " + name + ")");
      }
      List<String> rows = new ArrayList<>();
      for (int i = 0; i < values.size(); i++) {
        rows.add("(" + i + ", " + SampleValues.cast(values.get(i), name) + ")");
      }
      source.execute("insert into public.lone values " + String.join(", ", rows));
    }

    private static List<String> read(Session session, ValueType type, ValueType other) {
      boolean binary = type.hasBinaryForm() && other.hasBinaryForm();
      String query =
          "select id::text as id, "
              + BinaryForm.expression(type, "v", binary)
              + " as bits from public.lone order by 1, 2";
      List<String> forms = new ArrayList<>();
      for (Row row : session.rows(Sql.composed("values of " + type.name(), query).bound())) {
        forms.add(
            row.optionalText("id").orElse("null")
                + " "
                + row.optionalText("bits")
                    .map(hex -> BinaryForm.of(type, hex, binary))
                    .orElse("null"));
      }
      return forms;
    }
  }
}
