package org.jlondiste.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.jlondiste.postgres.Session;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every type arrives bit by bit as it was, whatever the versions of both servers; what cannot
 * travel is refused and named in docs/reference/values.md.
 */
class ValueTrialIT {
  /** Those of the catalogue up to tsquery. */
  private static final int HOSTILE_TYPES = 33;

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairs")
  void everyTypeArrivesAsItWas(VersionPair pair) {
    Database from = Servers.get(pair.source()).createDatabase("values");
    Database to = Servers.get(pair.target()).createDatabase("values");
    List<String> before = objects(from);
    List<TrialResult> results;
    try (Session source = from.session();
        Session target = to.session()) {
      List<TrialSubject> subjects = OddTypes.in(source, target);
      try (ValueTrial trial = new ValueTrial(source, target, "")) {
        results = trial.run(subjects);
      }
      OddTypes.drop(source, target);
    }
    assertThat(objects(from)).isEqualTo(before);
    assertThat(objects(to)).isEqualTo(before);
    ValuesPage.check(pair, results);
  }

  /** Whatever the database says of sessions, ours have their own settings. */
  @Test
  void settingsOfTheDatabasesChangeNothing() {
    Database from = Servers.get("9.6").createDatabase("settings");
    Database to = Servers.get("18").createDatabase("settings");
    List<TrialResult> results;
    hostile(from);
    hostile(to);
    try (Session source = from.session();
        Session target = to.session();
        ValueTrial trial = new ValueTrial(source, target, "")) {
      results =
          trial.run(
              ExtremeValues.types().stream()
                  .limit(HOSTILE_TYPES)
                  .map(type -> new TrialSubject(type, List.of()))
                  .toList());
    }
    assertThat(results).filteredOn(result -> result.values() > 0).hasSizeGreaterThan(30);
    assertThat(results)
        .filteredOn(result -> result.problem().isEmpty())
        .allMatch(TrialResult::isSame);
    assertThat(results)
        .filteredOn(result -> !result.problem().isEmpty())
        .extracting(TrialResult::type)
        .containsExactlyInAnyOrder("macaddr8", "jsonpath");
  }

  private static void hostile(Database database) {
    for (String setting :
        List.of(
            "datestyle = 'SQL, DMY'",
            "intervalstyle = iso_8601",
            "timezone = 'Asia/Kathmandu'",
            "extra_float_digits = -15",
            "bytea_output = escape",
            "search_path = ''",
            "standard_conforming_strings = off",
            "escape_string_warning = off",
            "row_security = on",
            "default_transaction_isolation = serializable",
            "default_transaction_read_only = on",
            "default_transaction_deferrable = on",
            "statement_timeout = 3000",
            "check_function_bodies = off",
            "quote_all_identifiers = on",
            "transform_null_equals = on",
            "array_nulls = off",
            "xmloption = document")) {
      database.run(
          "set default_transaction_read_only = off",
          "set session characteristics as transaction read write",
          "alter database " + database.name() + " set " + setting);
    }
  }

  static Stream<VersionPair> pairs() {
    return VersionPair.chosen().stream();
  }

  private static List<String> objects(Database database) {
    return database.query(
        "select nspname from pg_namespace where nspname !~ '^pg_' union all select rolname from"
            + " pg_roles where rolname ~ 'pgq|londiste' order by 1");
  }
}
