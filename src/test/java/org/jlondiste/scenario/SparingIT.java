package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A leaf reads less while its provider suffers, says so, and still gets to the end. */
class SparingIT {
  @Test
  void commitsThatTakeLong(@TempDir Path directory) {
    Database old = Servers.get("15").createDatabase("spared");
    Database young = Servers.get("17").createDatabase("spared");
    try (TwoNodes nodes =
        TwoNodes.in(
            directory,
            old,
            young,
            "spare_commit_time = 0.03",
            "copy_chunk_rows = 1000",
            "parallel_copies = 4",
            "batch_max_events = 200")) {
      nodes.run(
          "create table orders (id int primary key, note text)",
          "create table big (id int primary key, note text)",
          "create table large (id int primary key, note text)");
      for (String table : List.of("big", "large")) {
        old.run(
            "insert into " + table + " select i, repeat('x', 200) from generate_series(1, 5000) i");
      }
      nodes.replicate("orders");

      old.run(
          "create function slow() returns trigger language plpgsql"
              + " as $$ begin perform pg_sleep(0.1); return null; end $$",
          "create constraint trigger slow after update on pgq.subscription"
              + " deferrable initially deferred for each row execute procedure slow()");
      old.run("insert into orders values (1, 'slow')");
      Await.until("the leaf spares its provider", () -> reason(young).startsWith("a commit takes"));

      nodes.leaf().does("status").saying("Sparing the provider: a commit takes ");
      assertThat(nodes.leaf().worker().logged()).contains("sparing the provider: a commit takes ");
      young.run(
          "create table copied_at_once (tables int)",
          "create function look() returns trigger language plpgsql as $$ begin"
              + " insert into public.copied_at_once select count(*) from londiste.table_info"
              + " where merge_state = 'in-copy'; return null; end $$",
          "create trigger look after update on londiste.table_info for each row"
              + " execute procedure look()",
          "alter table londiste.table_info enable always trigger look");
      nodes.root().does("add-table", "big", "large");
      // which a copy of many small tables together does not take
      nodes.leaf().does("add-table", "big", "large", "--copy-condition=id > 0");
      nodes.leaf().awaitInSync("big", "large");
      assertThat(young.count("select max(tables) from copied_at_once")).isEqualTo(1);

      old.run("insert into orders select i, 'many' from generate_series(2, 2000) i");
      nodes.assertSameRows("orders");
      nodes.leaf().worker().stop();
      assertThat(waited(young, "copying")).as("a copy rests").isGreaterThan(0.01);
      assertThat(waited(young, "batches"))
          .as("a batch rests longer than anybody works")
          .isGreaterThan(worked(young, "batches"));
      assertThat(nodes.leaf().does("status", "--json").out())
          .containsPattern("\"wait_seconds\" : [0-9.]*[1-9]");
      nodes.leaf().worker().start();
      old.run("drop trigger slow on pgq.subscription");
      nodes.assertSameRows("big", "orders");
    }
  }

  private static double waited(Database database, String work) {
    return seconds(database, "wait_seconds", work);
  }

  /** By the worker and by the thread that reads for it. */
  private static double worked(Database database, String work) {
    return seconds(database, "read_seconds + decode_seconds + apply_seconds", work);
  }

  private static double seconds(Database database, String sum, String work) {
    return Double.parseDouble(
        database
            .query(
                "select "
                    + sum
                    + " from jlondiste.stages where span = 'total' and work = '"
                    + work
                    + "'")
            .get(0));
  }

  private static String reason(Database database) {
    return String.join("", database.query("select reason from jlondiste.restraint"));
  }
}
