package org.jlondiste.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jlondiste.change.ChangeDecoder;
import org.jlondiste.change.RowChange;
import org.jlondiste.model.Event;
import org.jlondiste.postgres.Session;
import org.jlondiste.schema.Installer;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.Test;

/**
 * What an application's settings do to values: in the events of PgQ's own trigger, which Londiste
 * applies, and in ours. The table in docs/explanation/londiste.md is written here.
 */
class ForeignSettingsIT {
  private static final Path PAGE =
      Path.of(System.getProperty("basedir", ""), "docs/explanation/londiste.md");

  /** A value, and the setting of the application under which it is written. */
  private record Case(String setting, String value, String type, String expression) {}

  private static final List<Case> CASES =
      List.of(
          new Case("DateStyle", "SQL, DMY", "date", "date '2024-03-02'"),
          new Case("DateStyle", "Postgres, DMY", "timestamp", "timestamp '2024-03-02 01:02:03'"),
          new Case("DateStyle", "German", "date", "date '2024-03-02'"),
          new Case("DateStyle", "SQL, DMY", "timestamptz", "timestamptz '2024-03-22 12:00+05:45'"),
          new Case(
              "TimeZone", "Asia/Kathmandu", "timestamptz", "timestamptz '2024-03-02 12:00+00'"),
          new Case("IntervalStyle", "sql_standard", "interval", "interval '-1 day +02:03:04'"),
          new Case("IntervalStyle", "sql_standard", "interval", "interval '-1 day -02:03:04'"),
          new Case("IntervalStyle", "postgres_verbose", "interval", "interval '-1 day +02:03:04'"),
          new Case("IntervalStyle", "iso_8601", "interval", "interval '1 mon -1 day 0.5 s'"),
          new Case("extra_float_digits", "0", "double precision", "float8 '0.30000000000000004'"),
          new Case("extra_float_digits", "-15", "real", "float4 '16777216'"),
          new Case("extra_float_digits", "0", "point", "point '(0.30000000000000004,1)'"),
          new Case("bytea_output", "escape", "bytea", "decode('00ff5c27', 'hex')"),
          new Case("search_path", "sales", "regclass", "regclass 'sales.orders'"),
          new Case("xmloption", "document", "xml", "xmlparse(content 'a<b/>')"));

  @Test
  void ourEventsDoNotDependOnThemAndThoseOfPgqDo() throws IOException {
    Database theirs = Servers.withExtensions().createDatabase("foreign");
    Database ours = Servers.get("15").createDatabase("foreign");
    for (Database database : List.of(theirs, ours)) {
      database.run("create schema sales", "create table sales.orders (id int)");
    }
    theirs.run("create extension pgq", "select pgq.create_queue('myappq')");
    try (Session session = ours.session()) {
      new Installer(session).install();
    }
    ours.run(
        "select pgq_node.register_location('myappq', 'root', 'dbname=here', false)",
        "select pgq_node.create_node('myappq', 'root', 'root', 'root_w', null, null, null)");
    List<String> table = new ArrayList<>();
    table.add("| Setting of the application | Value | Londiste | jlondiste |");
    table.add("| --- | --- | --- | --- |");
    for (Case one : CASES) {
      for (Database database : List.of(theirs, ours)) {
        database.run("create table t (id int primary key, v " + one.type() + ")");
      }
      theirs.run(
          "create trigger t after insert on t for each row execute procedure"
              + " pgq.logutriga('myappq')");
      ours.run("select londiste.local_add_table('myappq', 'public.t')");
      String original = arrived(theirs, one, ForeignSettingsIT::urlencoded);
      String exact = arrived(ours, one, ForeignSettingsIT::literal);
      assertThat(exact).as("%s", one).isEqualTo("exact");
      table.add(
          "| `%s = %s` | `%s` | %s | %s |"
              .formatted(one.setting(), one.value(), one.expression(), original, exact));
      ours.run("select londiste.local_remove_table('myappq', 'public.t')");
      theirs.run("drop table t");
      ours.run("drop table t");
    }
    pin(table);
  }

  /** Finds the text of the value in an event. */
  private interface Reader {
    String read(Event event);
  }

  /** Writes a value, and reads the text in its event as a target under default settings does. */
  private static String arrived(Database database, Case one, Reader reader) {
    database.run(
        "do $$ begin perform set_config('"
            + one.setting()
            + "', '"
            + one.value()
            + "', true); insert into public.t values (1, "
            + one.expression()
            + "); end $$");
    Event event = lastEvent(database);
    String text = reader.read(event).replace("'", "''");
    String read = "'" + text + "'::" + one.type();
    String given = "(select v from t)";
    List<String> answer;
    try {
      answer = database.query("select " + read + "::text, " + given + "::text");
    } catch (AssertionError e) {
      return "refused: `" + reader.read(event) + "`";
    }
    String[] texts = answer.get(0).split("\\|", 2);
    return texts[0].equals(texts[1]) ? "exact" : "arrives as `" + texts[0] + "`";
  }

  private static Event lastEvent(Database database) {
    String[] columns = {"ev_type", "ev_data", "ev_extra1", "ev_extra2", "ev_extra3"};
    String where =
        " from pgq.event_template where ev_extra1 = 'public.t' order by ev_id desc limit 1";
    List<String> values =
        Stream.of(columns).map(column -> database.value("select " + column + where)).toList();
    return new Event(
        1,
        "",
        1,
        null,
        values.get(0),
        values.get(1),
        values.get(2),
        values.get(3),
        values.get(4),
        null);
  }

  private static String urlencoded(Event event) {
    String data = String.valueOf(event.data());
    return URLDecoder.decode(
        data.substring(data.indexOf("&v=") + "&v=".length()), StandardCharsets.UTF_8);
  }

  private static String literal(Event event) {
    RowChange row = (RowChange) new ChangeDecoder().decode(event);
    return String.valueOf(row.value(1));
  }

  private static void pin(List<String> table) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(PAGE));
    int begin = lines.indexOf(table.get(0));
    assertThat(begin).as("the table in " + PAGE).isNotNegative();
    int end = begin;
    while (end < lines.size() && lines.get(end).startsWith("|")) {
      end++;
    }
    if (Boolean.getBoolean("docs.update")) {
      lines.subList(begin, end).clear();
      lines.addAll(begin, table);
      Files.writeString(PAGE, String.join("\n", lines) + "\n");
    } else {
      assertThat(lines.subList(begin, end)).as("run with -Ddocs.update=true").isEqualTo(table);
    }
  }
}
