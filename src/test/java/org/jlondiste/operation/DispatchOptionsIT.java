package org.jlondiste.operation;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jlondiste.compare.Verdict;
import org.jlondiste.compare.Verdict.Outcome;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every option of {@code dispatch}, each on a table of its own, all in one set. */
class DispatchOptionsIT {
  private static final List<String> TABLES =
      List.of(
          "by_event",
          "by_batch",
          "by_now",
          "by_field",
          "by_hour",
          "latest",
          "kept",
          "inserts_only",
          "new_rows",
          "narrow",
          "templated",
          "functional",
          "rolling",
          "rolling_all",
          "emptied",
          "lasting",
          "nowhere",
          "moments");

  @ParameterizedTest
  @CsvSource({"8.4, 17", "17, 9.6"})
  void everyOptionDoesWhatItSays(String version, String young) {
    Database top = Servers.get(version).createDatabase("dispatched");
    Database bottom = Servers.get(young).createDatabase("dispatched");
    try (HandledPair pair = new HandledPair(top, bottom)) {
      for (String table : TABLES) {
        pair.run(
            "create table " + table + " (id int primary key, day " + type(table) + ", note text)",
            "insert into " + table + " values (1, '2024-01-31', 'old'), (2, '2024-02-01', 'old')");
      }
      prepare(bottom);
      pair.addOnRoot();
      add(pair);
      pair.awaitInSync();
      copied(bottom);

      for (String table : TABLES) {
        change(top, table);
      }
      top.run("insert into narrow values (9, '2024-01-05', 'n')");
      pair.awaitArrival();
      assertThat(pair.stopped()).containsOnlyKeys("public.inserts_only");
      assertThat(pair.stopped().get("public.inserts_only"))
          .contains("with method=3 only inserts may come, and this is UPDATE");
      applied(bottom);
      retained(pair);
      truncated(pair);
      compared(pair);
    }
  }

  private static String type(String table) {
    return switch (table) {
      case "moments" -> "timestamptz";
      case "by_hour" -> "timestamp";
      default -> "date";
    };
  }

  private static void prepare(Database bottom) {
    bottom.run(
        "create table steps (id serial, what text)",
        "alter table kept drop constraint kept_pkey",
        "create table slim (id int primary key, words text, day date)",
        "create schema own",
        "create function own.make_part(text, text, text, text, timestamptz, text) returns int4"
            + " language plpgsql as 'begin insert into public.steps (what) values ($1 || ''>'' ||"
            + " $2 || ''>'' || $3 || ''>'' || $4 || ''>'' || ($5 at time zone ''UTC'')::date ||"
            + " ''>'' || $6); return londiste.create_partition($1, $2, $3, $4, $5, $6); end'");
  }

  private static void add(HandledPair pair) {
    String field = "part_field=day";
    pair.add("by_event", "daily_event", "event_types=I,U,D", "load_mode=bulk");
    pair.add("by_batch", "bulk_monthly_batch", "part_name=%(parent)s_%(year)s", "period=year");
    pair.add("by_now", "yearly_time");
    pair.add("by_field", "bulk_daily_field", field, "row_mode=plain", "method=1", "analyze=1");
    pair.add("by_hour", "hourly_field", field);
    pair.add("latest", "monthly_field", field, "row_mode=keep_latest");
    pair.add("kept", "direct", "row_mode=keep_all");
    pair.add("inserts_only", "bulk_direct", "method=3");
    pair.add("new_rows", "direct", "event_types=I");
    pair.add(
        "narrow",
        "dispatch",
        "part_mode=date_field",
        "period=month",
        field,
        "fields=id,day,note:words",
        "table=slim");
    pair.add(
        "templated",
        "monthly_field",
        field,
        "part_name={parent}__{year}{month}",
        "pre_part=insert into public.steps (what) values ('pre %(schema_table)s %(period)s')",
        "part_template=create table %(part)s (check (%(part_field)s is not null), primary key"
            + " (%(pkeys)s)) inherits (%(parent)s)",
        "post_part=insert into public.steps (what) values ('post %(part_time)s 100%%')");
    pair.add("functional", "yearly_field", field, "part_func=own.make_part");
    pair.add("rolling", "monthly_field", field, "retention_period=30 days", "ignore_old_events=1");
    pair.add("rolling_all", "monthly_field", field, "retention_period=1 month");
    pair.add("emptied", "monthly_field", field);
    pair.add("lasting", "monthly_field", field, "ignore_truncate=1");
    pair.add("nowhere", "dispatch", "table_mode=ignore");
    pair.add("moments", "daily_field", field, "skip_fields=note");
  }

  private static void copied(Database bottom) {
    assertThat(rows(bottom, "by_event")).containsExactly("by_event|1|old", "by_event|2|old");
    assertThat(rows(bottom, "by_field"))
        .containsExactly("by_field_2024_01_31|1|old", "by_field_2024_02_01|2|old");
    assertThat(rows(bottom, "by_hour"))
        .containsExactly("by_hour_2024_01_31_00|1|old", "by_hour_2024_02_01_00|2|old");
    assertThat(rows(bottom, "slim", "words"))
        .containsExactly("slim_2024_01|1|old", "slim_2024_02|2|old");
    assertThat(rows(bottom, "templated"))
        .containsExactly("templated__202401|1|old", "templated__202402|2|old");
    assertThat(rows(bottom, "rolling")).as("older than 30 days").isEmpty();
    assertThat(rows(bottom, "nowhere")).as("as they were").hasSize(2);
  }

  private static void change(Database top, String table) {
    top.run(
        "insert into " + table + " values (3, current_date, 'new'), (4, '2024-01-15', 'late')",
        "update " + table + " set note = 'changed' where id = 1",
        "update "
            + table
            + " set "
            + (table.equals("new_rows") ? "note" : "id")
            + " = 20 where id = 2",
        "delete from " + table + " where id = 4");
  }

  private static void applied(Database bottom) {
    String now = bottom.value("select to_char(now() at time zone 'UTC', 'YYYY_MM_DD')");
    String month = now.substring(0, 7);
    String year = now.substring(0, 4);
    assertThat(rows(bottom, "by_field"))
        .containsExactly(
            "by_field_2024_01_31|1|changed",
            "by_field_" + now + "|3|new",
            "by_field_2024_02_01|20|old");
    assertThat(rows(bottom, "by_now"))
        .contains("by_now_" + year + "|1|changed", "by_now_" + year + "|3|new")
        .doesNotContain("by_now_" + year + "|4|late");
    for (String part : List.of("by_event_" + now, "by_batch_" + year)) {
      String table = part.substring(0, part.indexOf('_', 3));
      assertThat(rows(bottom, table))
          .as("what was copied stays where it was")
          .containsExactlyInAnyOrder(
              table + "|1|old",
              table + "|2|old",
              part + "|1|changed",
              part + "|3|new",
              part + "|20|old");
    }
    assertThat(rows(bottom, "latest"))
        .containsExactly(
            "latest_2024_01|1|changed", "latest_" + month + "|3|new", "latest_2024_02|20|old");
    assertThat(bottom.query("select id, note from kept"))
        .containsExactlyInAnyOrder("1|old", "2|old", "3|new", "4|late", "1|changed", "20|old");
    assertThat(bottom.query("select id, note from new_rows order by id"))
        .contains("1|old", "3|new", "4|late");
    assertThat(rows(bottom, "slim", "words"))
        .containsExactly(
            "slim_2024_01|1|changed",
            "slim_" + month + "|3|new",
            "slim_2024_01|9|n",
            "slim_2024_02|20|old");
    assertThat(bottom.query("select what from steps where what like 'p%' order by id"))
        .startsWith(
            "pre public.templated month",
            "post 2024-01-01T00:00:00+00 100%",
            "pre public.templated month");
    assertThat(bottom.query("select what from steps where what like '%>%' order by id"))
        .hasSize(2)
        .first()
        .isEqualTo("public.functional>public.functional_2024>id>day>2024-01-01>year");
    assertThat(bottom.query("select tableoid::regclass, id, note from moments order by id"))
        .containsExactly(
            "moments_2024_01_31|1|null",
            "moments_" + now + "|3|null",
            "moments_2024_02_01|20|null");
    assertThat(rows(bottom, "nowhere")).as("as they were").hasSize(2);
  }

  /** Rows of periods that are over are left out, or stay until the next partition is made. */
  private static void retained(HandledPair pair) {
    Database bottom = pair.bottom();
    String month = bottom.value("select to_char(now() at time zone 'UTC', 'YYYY_MM')");
    assertThat(rows(bottom, "rolling")).containsExactly("rolling_" + month + "|3|new");
    pair.top()
        .run(
            "insert into rolling values (30, '2024-05-05', 'past')",
            "insert into rolling_all values (30, '2024-05-05', 'past')",
            "insert into rolling_all values (31, '2024-05-06', 'past')");
    pair.awaitArrival();
    assertThat(rows(bottom, "rolling")).hasSize(1);
    assertThat(rows(bottom, "rolling_all"))
        .contains("rolling_all_2024_05|30|past", "rolling_all_2024_05|31|past");
    pair.top().run("insert into rolling_all values (32, current_date + 40, 'to come')");
    pair.awaitArrival();
    assertThat(bottom.query("select id from rolling_all order by id")).containsExactly("3", "32");
    assertThat(pair.stopped()).doesNotContainKeys("public.rolling", "public.rolling_all");
  }

  private static void truncated(HandledPair pair) {
    pair.top()
        .run("truncate emptied, lasting", "insert into emptied values (7, '2024-01-01', 'x')");
    pair.awaitArrival();
    assertThat(rows(pair.bottom(), "emptied")).containsExactly("emptied_2024_01|7|x");
    assertThat(rows(pair.bottom(), "lasting")).hasSize(3);
  }

  private static void compared(HandledPair pair) {
    Map<String, Verdict> verdicts = pair.compare();
    for (String table :
        List.of("by_field", "latest", "narrow", "templated", "functional", "emptied")) {
      assertThat(verdicts)
          .extractingByKey("public." + table)
          .extracting(Verdict::outcome)
          .as(table)
          .isEqualTo(Outcome.SAME);
    }
    assertThat(verdicts)
        .extractingByKey("public.lasting")
        .extracting(Verdict::outcome)
        .isEqualTo(Outcome.DIFFERENT);
    for (String table : List.of("kept", "new_rows", "rolling", "nowhere")) {
      assertThat(verdicts)
          .extractingByKey("public." + table)
          .extracting(Verdict::outcome)
          .as(table)
          .isEqualTo(Outcome.SKIPPED);
    }
    assertThat(pair.repair())
        .extractingByKey("public.lasting")
        .extracting(RepairTables.Result::reason, as(InstanceOfAssertFactories.STRING))
        .contains("'resync' copies them afresh");
  }

  private static List<String> rows(Database bottom, String table) {
    return rows(bottom, table, "note");
  }

  private static List<String> rows(Database bottom, String table, String column) {
    return bottom.query(
        "select tableoid::regclass, id, " + column + " from " + table + " order by id");
  }
}
