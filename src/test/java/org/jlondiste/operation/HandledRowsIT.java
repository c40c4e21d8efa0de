package org.jlondiste.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jlondiste.compare.Verdict;
import org.jlondiste.compare.Verdict.Outcome;
import org.jlondiste.handler.HandlerShelf;
import org.jlondiste.handler.Surroundings;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Copy, changes, compare and repair agree on what a handler makes of a table, from servers of all
 * ages and databases in any encoding.
 */
class HandledRowsIT {
  private static final String BACKSTAGE = "set session_replication_role = replica; ";
  private static final List<String> COMPARABLE =
      List.of("public.chosen", "public.parted", "public.sharded");

  /** Ways in which {@code bulk} of the original writes. */
  private static final int[] METHODS = {0, 1, 2};

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "8.4, UTF8, 17",
    "9.6, LATIN1, 15",
    "17, UTF8, 9.6",
  })
  void everyPartAgreesOnTheRows(String version, String encoding, String young) throws IOException {
    Database top =
        Servers.get(version)
            .createDatabase("handled", "encoding '" + encoding + "' lc_collate 'C' lc_ctype 'C'");
    Database bottom = Servers.get(young).createDatabase("handled");
    boolean legible = encoding.equals("UTF8");
    try (HandledPair pair = new HandledPair(top, bottom, settings())) {
      given(pair);
      pair.addOnRoot();
      pair.add(
          "chosen",
          "select",
          "where=region = 'Süd' and note <> 'nein'",
          "fields=id,region,note:remark",
          "schema=sales",
          "table=southern");
      pair.add("sharded", "shard", "key=id");
      pair.add("parted", "part", "hash_key=name");
      pair.add("people", "obfuscate");
      pair.add("ghost", "vtable");
      pair.add("phantom", "fake_local");
      pair.add("frozen", "deny");
      pair.add("usual", "londiste", "ignore_truncate=1", "encoding=utf8");
      for (int method : METHODS) {
        pair.add("bulky" + method, "bulk", "method=" + method);
      }
      pair.awaitInSync(legible ? "" : "public.people");
      assertSame(pair);

      change(top);
      pair.awaitArrival();
      assertThat(pair.stopped()).containsOnlyKeys("public.frozen");
      assertSame(pair);
      if (legible) {
        assertThat(bottom.query("select id, name is null, doc from people order by id"))
            .containsExactly("1|f|{\"city\": \"Köln\"}", "2|f|{}", "4|t|{}");
      } else {
        assertThat(
                bottom.query(
                    "select cur_error from pgq_node.local_state where consumer_name like"
                        + " '%public.people'"))
            .singleElement()
            .asString()
            .contains(HandlerShelf.NOT_IN_UTF8);
        assertThat(bottom.query("select * from people")).isEmpty();
      }
      assertThat(pair.stopped().get("public.frozen")).contains("the table must not change");
      assertThat(bottom.query("select id, note from usual order by id"))
          .containsExactly("1|é", "2|old", "3|ö");
      for (int method : METHODS) {
        assertThat(bottom.query("select id, note from bulky" + method + " order by id"))
            .as("method %s", method)
            .containsExactly("1|é", "2|ß", "5|neu");
      }
      assertThat(bottom.query("select id from frozen")).containsExactly("1");

      Map<String, Verdict> before = pair.compare();
      COMPARABLE.forEach(
          table ->
              assertThat(before)
                  .extractingByKey(table)
                  .extracting(Verdict::outcome)
                  .as(table)
                  .isEqualTo(Outcome.SAME));
      for (String table : List.of("public.people", "public.ghost", "public.phantom")) {
        assertThat(before)
            .extractingByKey(table)
            .extracting(Verdict::outcome)
            .as(table)
            .isEqualTo(Outcome.SKIPPED);
      }
      damage(bottom);
      Map<String, Verdict> damaged = pair.compare();
      COMPARABLE.forEach(
          table ->
              assertThat(damaged)
                  .extractingByKey(table)
                  .extracting(Verdict::outcome)
                  .as(table)
                  .isEqualTo(Outcome.DIFFERENT));
      Map<String, RepairTables.Result> mended = pair.repair();
      COMPARABLE.forEach(
          table ->
              assertThat(mended)
                  .extractingByKey(table)
                  .extracting(RepairTables.Result::outcome)
                  .as(table)
                  .isEqualTo(RepairTables.Outcome.MENDED));
      assertSame(pair);
    }
  }

  private Surroundings.Settings settings() throws IOException {
    Path map = directory.resolve("map.yaml");
    Files.writeString(
        map,
        """
        public.people:
          id: keep
          name: hash
          doc:
            city: keep
        """);
    return new Surroundings.Settings(
        Surroundings.Settings.DEFAULT.shardHashFunction(),
        Surroundings.Settings.DEFAULT.shardInfoQuery(),
        Optional.of(map),
        "secret",
        List.of());
  }

  private static void given(HandledPair pair) {
    pair.run(
        "create schema partconf",
        "create table partconf.conf (shard_nr int4, shard_mask int4, shard_count int4)",
        "create function partconf.get_hash_raw(int4) returns int4 language sql immutable strict as"
            + " 'select pg_catalog.hashint4($1)'",
        "create function partconf.get_hash_raw(text) returns int4 language sql immutable strict as"
            + " 'select pg_catalog.hashtext($1)'",
        "create table sharded (id int primary key, note text)",
        "create table parted (name text primary key, note text)",
        "create table usual (id int primary key, note text)",
        "create table bulky0 (id int primary key, note text)",
        "create table bulky1 (id int primary key, note text)",
        "create table bulky2 (id int primary key, note text)",
        "create table frozen (id int primary key)");
    pair.bottom()
        .run(
            "insert into partconf.conf values (1, 1, 2)",
            "create schema sales",
            "create table sales.southern (id int primary key, region text, remark text)",
            "create table people (id int primary key, name uuid, doc text)");
    pair.top()
        .run(
            "create table chosen (id int primary key, region text, note text, secret text)",
            "create table people (id int primary key, name text, doc text)",
            "create table ghost (id int primary key)",
            "create table phantom (id int primary key)",
            "insert into chosen select i, case when i % 2 = 0 then 'Süd' else 'Nord' end,"
                + " case when i % 3 = 0 then 'nein' else 'öäü ' || i end, 'x' from"
                + " generate_series(1, 60) i",
            "insert into sharded select i, 'ß' || i from generate_series(1, 60) i",
            "insert into parted select 'é' || i, 'n' from generate_series(1, 60) i",
            "insert into people values (1, 'Jürgen', '{\"city\": \"Köln\", \"x\": 1}'),"
                + " (2, 'Änne', '[]')",
            "insert into usual values (1, 'é'), (2, 'old')",
            "insert into frozen values (1)");
    for (int method : METHODS) {
      pair.top()
          .run("insert into bulky" + method + " values (1, 'é'), (2, 'old'), (3, 'x'), (4, 'y')");
    }
  }

  private static void change(Database top) {
    top.run(
        "insert into chosen values (100, 'Süd', 'neu', 's'), (101, 'Nord', 'neu', 's'),"
            + " (102, 'Süd', null, 's')",
        "update chosen set region = 'Süd', note = 'über' where id in (1, 3, 5)",
        "update chosen set region = 'Nord' where id in (2, 4)",
        "update chosen set note = 'nein' where id = 8",
        "update chosen set id = 200 where id = 10",
        "update chosen set id = 201, region = 'Nord' where id = 14",
        "delete from chosen where id in (16, 17)",
        "insert into sharded select i, 'neu' from generate_series(100, 120) i",
        "update sharded set note = 'Größe' where id % 5 = 0",
        "update sharded set id = id + 1000 where id % 7 = 0",
        "delete from sharded where id % 11 = 0",
        "insert into parted select 'ö' || i, null from generate_series(1, 20) i",
        "update parted set name = 'ñ' || name, note = 'ü' where name like '%5'",
        "delete from parted where name like '%7'",
        "insert into people values (3, 'x', '{}'), (4, null, '{\"city\": null}')",
        "delete from people where id = 3",
        "insert into ghost values (1)",
        "insert into phantom values (1)",
        "truncate usual",
        "insert into usual values (3, 'ö')",
        "insert into frozen values (2)");
    for (int method : METHODS) {
      String table = "bulky" + method;
      top.runTogether(
          "update " + table + " set note = 'ß' where id = 2",
          "delete from " + table + " where id = 3",
          "update " + table + " set id = 5, note = 'neu' where id = 4",
          "insert into " + table + " values (6, 'gone at once')",
          "delete from " + table + " where id = 6",
          "delete from " + table + " where id = 1",
          "insert into " + table + " values (1, 'é')");
    }
  }

  private static void damage(Database bottom) {
    bottom.run(
        BACKSTAGE
            + "update sales.southern set remark = 'falsch' where id = 100; delete from"
            + " sales.southern where id = 200; insert into sales.southern values (999, 'Süd', 'x')",
        BACKSTAGE
            + "delete from sharded where id in (select id from sharded order by id limit 3); update"
            + " sharded set note = 'falsch' where id in (select max(id) from sharded)",
        BACKSTAGE + "update parted set note = 'falsch' where name like '%1'",
        BACKSTAGE + "insert into parted values ('überzählig', 'x')");
  }

  private static void assertSame(HandledPair pair) {
    assertThat(pair.bottom().query("select id, region, remark from sales.southern order by id"))
        .isNotEmpty()
        .isEqualTo(
            pair.top()
                .query(
                    "select id, region, note from chosen where region = 'Süd' and note <> 'nein'"
                        + " order by id"));
    assertThat(pair.bottom().query("select id, note from sharded order by id"))
        .isNotEmpty()
        .isEqualTo(
            pair.top()
                .query("select id, note from sharded where (hashint4(id) & 1) = 1 order by id"));
    assertThat(pair.bottom().query("select name, note from parted"))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(
            pair.top().query("select name, note from parted where (hashtext(name) & 1) = 1"));
  }
}
