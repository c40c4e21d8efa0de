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
    return VersionPair.chosen().stream();
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
      List<String> texts = samples.texts(values, name);
      values =
          values.stream()
              .filter(
                  value ->
                      !samplesThere
                          .fitting(
                              List.of(
                                  Identifier.literal(texts.get(samples.of(type).indexOf(value)))),
                              name)
                          .isEmpty())
              .toList();
      if (values.isEmpty()) {
        return false;
      }
      fill(name, values);
      target.transactionally(
          () ->
              PlainCopy.copy(
                  source, TABLE, target, TABLE, TextPassage.between(source, target, "")));
      assertThat(read(target, there, type)).as(name).isEqualTo(read(source, type, there));
      return true;
    }

    private void fill(String name, List<String> values) {
      String structure =
          "drop table if exists " + TABLE.quoted() + "; create table " + TABLE.quoted();
      source.execute(structure + " (id int, v " + name + ")");
      target.execute(structure + " (id int, v " + name + ")");
      for (int i = 0; i < values.size(); i++) {
        source.execute(
            "insert into "
                + TABLE.quoted()
                + " values ("
                + i
                + ", "
                + SampleValues.cast(values.get(i), name)
                + "), (null, null)");
      }
    }

    private static List<String> read(Session session, ValueType type, ValueType other) {
      boolean binary = type.hasBinaryForm() && other.hasBinaryForm();
      String query =
          "select id::text as id, "
              + BinaryForm.expression(type, "v", binary)
              + " as bits from "
              + TABLE.quoted()
              + " order by 1, 2";
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
