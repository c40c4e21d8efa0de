package org.jlondiste.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jlondiste.support.Database;
import org.jlondiste.support.Locales;
import org.jlondiste.support.Packaged;
import org.jlondiste.support.Servers;
import org.jlondiste.values.WrittenValues.Fate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same values through Londiste and through jlondiste, side by side on one server, under
 * settings that applications and databases have. Ours arrive as they were; what became of
 * Londiste's is written into docs/explanation/londiste.md.
 */
class LondisteValuesIT {
  private static final Path PAGE =
      Path.of(System.getProperty("basedir", ""), "docs/explanation/londiste.md");

  private static final Map<String, String> COPIED_UNDER =
      Map.of("DateStyle", "SQL, DMY", "IntervalStyle", "sql_standard", "extra_float_digits", "0");

  @TempDir private Path directory;

  private static List<Writing> writings(String german) {
    return List.of(
        new Writing(
            Map.of("DateStyle", "SQL, DMY"), "date", "date '2024-03-02'", "date '2024-02-03'"),
        one("DateStyle", "SQL, DMY", "date", "date '2024-03-22'"),
        one("DateStyle", "German", "date", "date '2024-05-04'"),
        one("DateStyle", "ISO, DMY", "date", "date '2024-07-06'"),
        one("DateStyle", "Postgres, DMY", "timestamp", "timestamp '2024-03-02 01:02:03'"),
        one("DateStyle", "SQL, DMY", "timestamp", "timestamp '2024-03-04 01:02:03'"),
        one("TimeZone", "Asia/Kathmandu", "timestamptz", "timestamptz '2024-03-02 12:00+00'"),
        Writing.of(
            Map.of("DateStyle", "Postgres", "TimeZone", "Asia/Kolkata"),
            "timestamptz",
            "timestamptz '2024-03-02 12:00+00'"),
        one("IntervalStyle", "sql_standard", "interval", "interval '-1 day +02:03:04'"),
        one("IntervalStyle", "sql_standard", "interval", "interval '-1 day -02:03:04'"),
        one("IntervalStyle", "postgres_verbose", "interval", "interval '-1 mon +02:03:04'"),
        one("IntervalStyle", "iso_8601", "interval", "interval '1 mon -1 day 0.5 s'"),
        one("extra_float_digits", "0", "double precision", "float8 '0.30000000000000004'"),
        one("extra_float_digits", "-15", "real", "float4 '16777216'"),
        one("extra_float_digits", "0", "point", "point '(0.30000000000000004,1)'"),
        one("bytea_output", "escape", "bytea", "decode('00ff5c27', 'hex')"),
        one("lc_monetary", german, "money", "'1234.50'::numeric::money"),
        one("search_path", "sales", "regclass", "regclass 'sales.orders'"),
        one("xmloption", "document", "xml", "xmlparse(content 'a<b/>')"));
  }

  private static Writing one(String setting, String value, String type, String expression) {
    return Writing.of(Map.of(setting, value), type, expression);
  }

  @Test
  void ourValuesDoNotDependOnSettingsAndThoseOfLondisteDo() throws IOException {
    Packaged.londiste();
    Packaged.pgqd();
    List<Writing> writings = writings(Locales.make("de_DE"));
    List<Writing> copies =
        List.of(
            one("DateStyle", "SQL, DMY", "date", "date '2024-03-02'"),
            one("DateStyle", "SQL, DMY", "timestamp", "timestamp '2024-03-22 01:02:03'"),
            one("IntervalStyle", "sql_standard", "interval", "interval '-1 day -02:03:04'"),
            one("extra_float_digits", "0", "double precision", "float8 '0.30000000000000004'"));
    List<String> table = new ArrayList<>();
    List<String> copyTable = new ArrayList<>();
    try (Carrier theirs = theirs();
        Carrier ours = ours()) {
      // both wait more than they work
      CompletableFuture<List<Fate>> others =
          CompletableFuture.supplyAsync(() -> new WrittenValues(theirs, writings).written());
      List<Fate> exact = new WrittenValues(ours, writings).written();
      List<Fate> original = others.join();
      table.add("| Setting of the application | Value | Londiste | jlondiste |");
      table.add("| --- | --- | --- | --- |");
      for (int i = 0; i < writings.size(); i++) {
        table.add(line(writings.get(i), original.get(i).words(), exact.get(i).words()));
      }
      assertThat(exact).extracting(Fate::words).containsOnly(WrittenValues.EXACT);
      List<String> originalCopy = new WrittenValues(theirs, copies).copied(COPIED_UNDER);
      List<String> exactCopy = new WrittenValues(ours, copies).copied(COPIED_UNDER);
      copyTable.add("| Setting of the source's database | Value | Londiste | jlondiste |");
      copyTable.add("| --- | --- | --- | --- |");
      for (int i = 0; i < copies.size(); i++) {
        copyTable.add(line(copies.get(i), originalCopy.get(i), exactCopy.get(i)));
      }
      assertThat(exactCopy).containsOnly(WrittenValues.EXACT);
    }
    pin(PAGE, table);
    pin(PAGE, copyTable);
  }

  private Carrier theirs() throws IOException {
    return new LondisteCarrier(
        Files.createDirectory(directory.resolve("theirs")), database("theirs"), database("theirs"));
  }

  private Carrier ours() throws IOException {
    return new OwnCarrier(
        Files.createDirectory(directory.resolve("ours")), database("ours"), database("ours"));
  }

  private static Database database(String whose) {
    Database database = Servers.withExtensions().createDatabase(whose);
    database.run("create schema sales", "create table sales.orders (id int)");
    return database;
  }

  private static String line(Writing one, String theirs, String ours) {
    return "| `%s` | `%s` | %s | %s |".formatted(one.setting(), one.expression(), theirs, ours);
  }

  static void pin(Path page, List<String> table) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(page));
    int begin = lines.indexOf(table.get(0));
    assertThat(begin).as("the table in " + page).isNotNegative();
    int end = begin;
    while (end < lines.size() && lines.get(end).startsWith("|")) {
      end++;
    }
    if (Boolean.getBoolean("docs.update")) {
      lines.subList(begin, end).clear();
      lines.addAll(begin, table);
      Files.writeString(page, String.join("\n", lines) + "\n");
    } else {
      assertThat(lines.subList(begin, end)).as("run with -Ddocs.update=true").isEqualTo(table);
    }
  }
}
