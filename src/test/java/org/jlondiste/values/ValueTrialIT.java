package org.jlondiste.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.jlondiste.support.AcrossVersions;
import org.jlondiste.support.Application;
import org.jlondiste.support.Database;
import org.jlondiste.support.Locales;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

/**
 * Every type arrives bit by bit as it was, whatever the versions of both servers; what cannot
 * travel is refused and named in docs/reference/values.md.
 */
@AcrossVersions
class ValueTrialIT {
  /** Those of the catalogue up to tsquery. */
  private static final int HOSTILE_TYPES = 36;

  /** Of literals that nobody gave a type, before PostgreSQL 10; and one with a single value. */
  private static final List<String> WITHOUT_USE = List.of("unknown", "smgr");

  private static final Map<VersionPair, Map<String, String>> TRIED = new LinkedHashMap<>();

  /** With all pairs there are; the page is of no use with fewer. */
  @AfterAll
  static void writePage() {
    if (Boolean.getBoolean("docs.update") && TRIED.size() > VersionPair.usual()) {
      ValuesPage.write(TRIED);
    }
  }

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
    assertThat(results).flatExtracting(TrialResult::losses).isEmpty();
    TRIED.put(pair, ValuesPage.fates(results));
    if (!Boolean.getBoolean("docs.update")) {
      ValuesPage.check(pair, ValuesPage.fates(results));
    }
  }

  /** No type is forgotten: what a column can be of is tried, or refused by name. */
  @ParameterizedTest
  @MethodSource("versions")
  void everyTypeOfTheServerIsTriedOrRefused(String version) {
    Database from = Servers.get(version).createDatabase("types");
    Database to = Servers.get("18").createDatabase("types");
    try (Session source = from.session();
        Session target = to.session()) {
      TypePassport passport = new TypePassport(source, target);
      List<String> tried = ExtremeValues.types();
      List<String> types =
          from.query(
              "select format_type(t.oid, -1) from pg_type t join pg_namespace n on n.oid ="
                  + " t.typnamespace where n.nspname = 'pg_catalog' and t.typtype = 'b' and not"
                  + " (t.typelem <> 0 and t.typlen = -1 and t.typname like '\\_%') order by 1");
      assertThat(types).hasSizeGreaterThan(50);
      assertThat(types)
          .filteredOn(type -> !tried.contains(type) && !WITHOUT_USE.contains(type))
          .allSatisfy(type -> assertThat(passport.refusal(type)).as(type).isPresent());
    }
  }

  static Stream<String> versions() {
    List<String> versions = Servers.versions();
    return versions.stream()
        .filter(version -> VersionPair.chosen().stream().anyMatch(p -> p.source().equals(version)));
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
                              words[0],
                              List.of(
                                  new TrialSubject.RealColumn(table, words[1], Optional.empty()))))
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
        .containsExactlyInAnyOrder("abstime", "reltime", "tinterval", "macaddr8", "jsonpath");
  }

  /** Whatever an application sets for itself, its values are captured as they are. */
  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("applications")
  void settingsOfApplicationsChangeNothing(VersionPair pair, Map<String, String> settings) {
    Database from = Servers.get(pair.source()).createDatabase("application");
    Database to = Servers.get(pair.target()).createDatabase("application");
    List<TrialResult> results;
    try (Session source = from.session();
        Session target = to.session();
        Application application = Application.of(from, known(settings, source));
        ValueTrial trial =
            new ValueTrial(
                source,
                target,
                "",
                statement -> application.run("begin read write; " + statement + "; commit"))) {
      application.run("begin read write; create schema hostile; commit");
      results = trial.run(OddTypes.in(source, target));
      settings.keySet().stream()
          .filter(known(settings, source)::containsKey)
          .forEach(
              name ->
                  assertThat(application.run("show " + name))
                      .as(name)
                      .containsExactly(settings.get(name)));
    }
    assertThat(results).filteredOn(result -> result.values() > 0).hasSizeGreaterThan(120);
    assertThat(results).flatExtracting(TrialResult::losses).isEmpty();
  }

  static Stream<Arguments> applications() {
    String country = country();
    Map<String, String> first =
        Map.ofEntries(
            Map.entry("lc_numeric", country),
            Map.entry("lc_time", country),
            Map.entry("DateStyle", "SQL, DMY"),
            Map.entry("IntervalStyle", "sql_standard"),
            Map.entry("TimeZone", "Asia/Kathmandu"),
            Map.entry("extra_float_digits", "-15"),
            Map.entry("bytea_output", "escape"),
            Map.entry("search_path", "\"\""),
            Map.entry("standard_conforming_strings", "off"),
            Map.entry("escape_string_warning", "off"),
            Map.entry("row_security", "off"),
            Map.entry("default_transaction_isolation", "serializable"),
            Map.entry("default_transaction_read_only", "on"),
            Map.entry("default_transaction_deferrable", "on"),
            Map.entry("statement_timeout", "1min"),
            Map.entry("check_function_bodies", "off"),
            Map.entry("quote_all_identifiers", "on"),
            Map.entry("transform_null_equals", "on"),
            Map.entry("array_nulls", "off"),
            Map.entry("xmloption", "document"));
    Map<String, String> second =
        Map.ofEntries(
            Map.entry("DateStyle", "German, DMY"),
            Map.entry("IntervalStyle", "iso_8601"),
            Map.entry("TimeZone", "America/St_Johns"),
            Map.entry("extra_float_digits", "0"),
            Map.entry("search_path", "hostile, pg_temp"),
            Map.entry("default_transaction_isolation", "repeatable read"),
            Map.entry("plan_cache_mode", "force_generic_plan"),
            Map.entry("sql_inheritance", "off"),
            Map.entry("regex_flavor", "basic"),
            Map.entry("exit_on_error", "on"),
            Map.entry("lc_messages", country),
            Map.entry("lc_monetary", country),
            Map.entry("lc_numeric", country),
            Map.entry("lc_time", country));
    List<VersionPair> pairs = VersionPair.ofEachSource();
    return IntStream.range(0, pairs.size())
        .mapToObj(i -> Arguments.of(pairs.get(i), i % 2 == 0 ? first : second));
  }

  /** A locale with a comma in its numbers, and words of its own; C where none can be made. */
  private static String country() {
    try {
      return Locales.make("de_DE");
    } catch (TestAbortedException e) {
      return "C";
    }
  }

  /** Those that a server has. */
  private static Map<String, String> known(Map<String, String> settings, Session session) {
    return settings.entrySet().stream()
        .filter(
            setting ->
                session.number(
                        "select count(*) from pg_settings where name = ?",
                        new String[] {setting.getKey()})
                    == 1)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
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
