package org.jlondiste.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.jlondiste.model.TableName;
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

  /** The others are no trouble; so the longest ones are what travels. */
  @Test
  void theLongestValueOfEachColumnTravelsToo() {
    Database from = Servers.get("9.6").createDatabase("values");
    Database to =
        Servers.get("18").createDatabase("values", "encoding 'LATIN1' lc_collate 'C' lc_ctype 'C'");
    from.run(
        "create table t (id int primary key, packed text, short text, document json, nothing text)",
        "insert into t select i, repeat('b', i), 'short', '{}' from generate_series(1, 1000) i",
        "update t set packed = '\u20ac' || repeat('a', 3000000) where id = 500",
        "update t set short = '\u20ac' where id = 500",
        "update t set document = ('{\"a\": \"\u20ac' || repeat('a', 3000) || '\"}')::json"
            + " where id = 400");
    TableName table = new TableName("public", "t");
    List<TrialResult> results;
    try (Session source = from.session();
        Session target = to.session();
        ValueTrial trial = new ValueTrial(source, target, "")) {
      results =
          trial.run(
              Stream.of("text packed", "text short", "json document", "text nothing")
                  .map(words -> words.split(" ", -1))
                  .map(
                      words ->
                          new TrialSubject(
                              words[0], List.of(new TrialSubject.RealColumn(table, words[1]))))
                  .toList());
    }
    assertThat(results)
        .extracting(result -> result.problem().isEmpty())
        .containsExactly(false, true, false, true);
    assertThat(results.get(0).problem()).contains("0xe2 0x82 0xac");
  }

  /** Whatever databases and roles say of sessions, ours have their own settings. */
  @Test
  void settingsOfDatabasesAndRolesChangeNothing() {
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

  /** Some are settings of the database, some of our role in it. */
  private static void hostile(Database database) {
    for (String setting :
        List.of(
            "database datestyle = 'SQL, DMY'",
            "role intervalstyle = iso_8601",
            "role timezone = 'Asia/Kathmandu'",
            "role extra_float_digits = -15",
            "database bytea_output = escape",
            "role search_path = '', \"$user\"",
            "role standard_conforming_strings = off",
            "database escape_string_warning = off",
            "role row_security = on",
            "role default_transaction_isolation = serializable",
            "role default_transaction_read_only = on",
            "role default_transaction_deferrable = on",
            "role statement_timeout = 5000",
            "database check_function_bodies = off",
            "role quote_all_identifiers = on",
            "role transform_null_equals = on",
            "database array_nulls = off",
            "role xmloption = document")) {
      String whose =
          setting.startsWith("role ")
              ? "alter role postgres in database " + database.name()
              : "alter database " + database.name();
      database.run(
          "set default_transaction_read_only = off",
          "set session characteristics as transaction read write",
          whose + " set " + setting.substring(setting.indexOf(' ') + 1));
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
