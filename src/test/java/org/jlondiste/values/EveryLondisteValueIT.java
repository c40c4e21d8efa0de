package org.jlondiste.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.support.Application;
import org.jlondiste.support.Database;
import org.jlondiste.support.Locales;
import org.jlondiste.support.Servers;
import org.jlondiste.values.WrittenValues.Fate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * All values of values.md through Londiste and through jlondiste, as they are and under each
 * setting that changes their text. It takes many minutes: {@code -Dlondiste.values=all}, with
 * {@code -Ddocs.update=true} to write docs/reference/londiste-values.md.
 */
@EnabledIfSystemProperty(named = "londiste.values", matches = "all")
class EveryLondisteValueIT {
  private static final Path PAGE =
      Path.of(System.getProperty("basedir", ""), "docs/reference/londiste-values.md");

  private static final Map<String, String> OF_DATABASE =
      Map.of(
          "DateStyle", "SQL, DMY",
          "IntervalStyle", "sql_standard",
          "TimeZone", "Asia/Kolkata",
          "extra_float_digits", "0",
          "bytea_output", "escape");

  /** So many values are named of a type. */
  private static final int MOST_VALUES = 6;

  @TempDir private Path directory;

  private static List<Map<String, String>> settings() {
    return List.of(
        Map.of("DateStyle", "SQL, DMY"),
        Map.of("DateStyle", "SQL, MDY"),
        Map.of("DateStyle", "Postgres, DMY"),
        Map.of("DateStyle", "German"),
        Map.of("DateStyle", "ISO, DMY"),
        Map.of("DateStyle", "SQL, DMY", "TimeZone", "Asia/Kolkata"),
        Map.of("TimeZone", "Asia/Kathmandu"),
        Map.of("IntervalStyle", "sql_standard"),
        Map.of("IntervalStyle", "postgres_verbose"),
        Map.of("IntervalStyle", "iso_8601"),
        Map.of("extra_float_digits", "0"),
        Map.of("extra_float_digits", "-15"),
        Map.of("bytea_output", "escape"),
        Map.of("lc_monetary", Locales.make("de_DE")),
        Map.of("search_path", "hostile"),
        Map.of("quote_all_identifiers", "on"),
        Map.of("xmloption", "document"),
        Map.of("array_nulls", "off"));
  }

  @Test
  void ourValuesArriveAsTheyWereAndThoseOfLondisteDoNot() throws IOException {
    List<String> page = new ArrayList<>();
    try (Carrier theirs =
            new LondisteCarrier(subdirectory("theirs"), database("theirs"), database("theirs"));
        Carrier ours = new OwnCarrier(subdirectory("ours"), database("ours"), database("ours"))) {
      List<String> types = types(theirs);
      assertThat(types(ours)).isEqualTo(types);
      List<Writing> plain = plain(theirs.source(), types);
      keep(theirs.source(), plain);
      List<Writing> written = new ArrayList<>(plain);
      for (Map<String, String> settings : settings()) {
        written.addAll(otherwise(theirs.source(), plain, settings));
      }
      page.addAll(both(theirs, ours, written));
      write(page);
      page.add("");
      List<Writing> ofDatabase = otherwise(theirs.source(), plain, OF_DATABASE);
      List<Writing> single = plain.stream().filter(one -> !one.type().endsWith("[]")).toList();
      page.addAll(copies(theirs, ours, single, ofDatabase));
      write(page);
    }
  }

  private static void write(List<String> page) throws IOException {
    if (Boolean.getBoolean("docs.update")) {
      String head = Sql.text(EveryLondisteValueIT.class, "londiste_values_head.md");
      Files.writeString(PAGE, head + "\n" + String.join("\n", page) + "\n");
    }
  }

  private static List<String> both(Carrier theirs, Carrier ours, List<Writing> written) {
    CompletableFuture<List<Fate>> others =
        CompletableFuture.supplyAsync(() -> new WrittenValues(theirs, written).written());
    List<Fate> exact = new WrittenValues(ours, written).written();
    List<Fate> original = others.join();
    assertThat(exact).extracting(Fate::words).containsOnly(WrittenValues.EXACT);
    return table(
        "What applications write",
        written,
        original.stream().map(Fate::words).toList(),
        theirs.source());
  }

  private static List<String> copies(
      Carrier theirs, Carrier ours, List<Writing> plain, List<Writing> ofDatabase) {
    List<Writing> copied = new ArrayList<>();
    List<String> fates = new ArrayList<>();
    for (Map<String, String> settings : List.of(Map.<String, String>of(), OF_DATABASE)) {
      List<Writing> chosen = settings.isEmpty() ? plain : ofDatabase;
      List<String> exact = new WrittenValues(ours, chosen).copied(settings);
      assertThat(exact).containsOnly(WrittenValues.EXACT);
      fates.addAll(new WrittenValues(theirs, chosen).copied(settings));
      copied.addAll(chosen);
    }
    return table("What is copied", copied, fates, theirs.source());
  }

  /** One line for each setting and type of which something did not arrive as it was. */
  private static List<String> table(
      String title, List<Writing> writings, List<String> fates, Database source) {
    Map<String, Map<String, List<String>>> others = new LinkedHashMap<>();
    Map<String, Integer> sent = new LinkedHashMap<>();
    Map<String, Integer> lost = new TreeMap<>();
    for (int i = 0; i < writings.size(); i++) {
      Writing one = writings.get(i);
      String setting = one.settings().isEmpty() ? "none" : "`" + one.setting() + "`";
      sent.merge(setting, 1, Integer::sum);
      if (!fates.get(i).equals(WrittenValues.EXACT)) {
        lost.merge(setting, 1, Integer::sum);
        others
            .computeIfAbsent(setting, s -> new LinkedHashMap<>())
            .computeIfAbsent(name(one.type()), t -> new ArrayList<>())
            .add("`" + shown(source, one) + "` " + fates.get(i));
      }
    }
    List<String> lines = new ArrayList<>(List.of("## " + title, ""));
    lines.add("| Setting | Values sent | not exact in Londiste | not exact in jlondiste |");
    lines.add("| --- | --- | --- | --- |");
    sent.forEach(
        (setting, count) ->
            lines.add(
                "| %s | %d | %d | 0 |".formatted(setting, count, lost.getOrDefault(setting, 0))));
    lines.add("");
    lines.add("| Setting | Type | In Londiste |");
    lines.add("| --- | --- | --- |");
    others.forEach(
        (setting, types) ->
            types.forEach(
                (type, values) ->
                    lines.add(
                        "| %s | `%s` | %s%s |"
                            .formatted(
                                setting,
                                type,
                                values.stream()
                                    .limit(MOST_VALUES)
                                    .collect(Collectors.joining(" · ")),
                                values.size() > MOST_VALUES
                                    ? " · and " + (values.size() - MOST_VALUES) + " more"
                                    : ""))));
    return lines;
  }

  private static String shown(Database source, Writing one) {
    return WrittenValues.shortened(source.value("select (" + one.cast() + ")::text"));
  }

  private static String name(String type) {
    return type.replace("\"Odd types\".", "").replace("public.", "");
  }

  /** Types that both sides of a carrier have, those of {@link OddTypes} among them. */
  private static List<String> types(Carrier carrier) {
    try (Session source = carrier.source().session();
        Session target = carrier.target().session()) {
      return OddTypes.in(source, target).stream().map(TrialSubject::type).distinct().toList();
    }
  }

  /** All values that the server takes. */
  private static List<Writing> plain(Database source, List<String> types) {
    List<Writing> writings = new ArrayList<>();
    try (Session session = source.session()) {
      SampleValues samples = new SampleValues(session);
      ValueTypes known = new ValueTypes(session);
      for (String type : types) {
        try {
          samples.fitting(samples.of(known.declared(type)), type).stream()
              .distinct()
              .forEach(value -> writings.add(Writing.of(Map.of(), type, value)));
        } catch (DatabaseError e) {
          // a type of other versions
          assertThat(e.problem()).contains("does not exist");
        }
      }
    }
    return writings.stream().distinct().toList();
  }

  /** Those that have another text under these settings; of arrays that is known from elements. */
  private static List<Writing> otherwise(
      Database source, List<Writing> plain, Map<String, String> settings) {
    List<Writing> single = plain.stream().filter(one -> !one.type().endsWith("[]")).toList();
    List<String> types = single.stream().map(Writing::type).distinct().toList();
    List<Writing> others = new ArrayList<>();
    try (Application usual = Application.of(source, Map.of());
        Application odd = Application.of(source, settings)) {
      for (int i = 0; i < types.size(); i++) {
        String type = types.get(i);
        String texts = "select md5(v::text) from public.seen_" + i + " order by id";
        List<String> before = usual.run(texts);
        List<String> after = odd.run(texts);
        List<Writing> writings = single.stream().filter(one -> one.type().equals(type)).toList();
        for (int k = 0; k < writings.size(); k++) {
          if (!before.get(k).equals(after.get(k))) {
            others.add(Writing.of(settings, type, writings.get(k).expression()));
          }
        }
      }
    }
    return Collections.unmodifiableList(others);
  }

  /** Keeps the values of each type, to be looked at under other settings. */
  private static void keep(Database source, List<Writing> plain) {
    List<Writing> single = plain.stream().filter(one -> !one.type().endsWith("[]")).toList();
    List<String> types = single.stream().map(Writing::type).distinct().toList();
    List<String> statements = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      String type = types.get(i);
      String table = "public.seen_" + i;
      statements.add("create table " + table + " (id serial, v " + type + ")");
      single.stream()
          .filter(one -> one.type().equals(type))
          .map(one -> "insert into " + table + " (v) values (" + one.cast() + ")")
          .forEach(statements::add);
    }
    source.runTogether(statements.toArray(String[]::new));
  }

  private Path subdirectory(String name) throws IOException {
    return Files.createDirectory(directory.resolve(name));
  }

  private static Database database(String whose) {
    Database database = Servers.withExtensions().createDatabase(whose);
    database.run("create schema hostile");
    return database;
  }
}
