package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jlondiste.error.ExitCode;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Leafs whose INI files or options have them take part in less, or later. */
class ScopeIT {
  private static final Pattern COUNT = Pattern.compile("\\{count: (\\d+)");

  private final Database top = Servers.get("17").createDatabase("scope");
  private final Database bottom = Servers.get("15").createDatabase("scope");

  @TempDir private Path directory;

  @Test
  void aLeafTakesNoteOfWhatItsFileNamesAndReadsNoMore() {
    Node other =
        new Node(
            directory,
            "other",
            Servers.get("15").createDatabase("other"),
            "register_only_tables = public.orders, public.kept, odd.\"a.b, c\"",
            "register_skip_tables = public.kept",
            "register_skip_seqs = public.hidden");
    try (TwoNodes nodes =
        TwoNodes.in(
            directory,
            top,
            bottom,
            "register_skip_tables = public.secrets, odd.\"a.b, c\"",
            "register_only_seqs = public.numbers",
            "local_only = 1",
            "local_only_drop_execute = 1",
            "pgq_batch_collect_interval = 0.5")) {
      for (String table : new String[] {"orders", "kept", "filtered", "twice"}) {
        nodes.run("create table " + table + " (id int primary key)");
        top.run("insert into " + table + " select i from generate_series(1, 10) i");
      }
      top.run(
          "create table secrets (id int primary key)",
          "create table elsewhere (id int)",
          "create schema odd",
          "create table odd.\"a.b, c\" (id int primary key)",
          "create sequence numbers",
          "create sequence hidden");
      bottom.run("insert into kept values (100)", "insert into twice values (1)");
      nodes.root().does("add-table", "--all");
      nodes.root().does("add-seq", "--all");
      nodes.awaitArrival();
      assertThat(bottom.query("select table_name from londiste.table_info order by 1"))
          .containsExactly(
              "public.elsewhere",
              "public.filtered",
              "public.kept",
              "public.orders",
              "public.twice");
      assertThat(bottom.query("select seq_name from londiste.seq_info"))
          .containsExactly("public.numbers");
      other.createLeaf(nodes.root());
      assertThat(other.database().query("select table_name from londiste.table_info order by 1"))
          .containsExactly("odd.a.b, c", "public.orders");
      assertThat(other.database().query("select seq_name from londiste.seq_info"))
          .containsExactly("public.numbers");

      nodes.leaf().run("add-table", "orders", "ghost").exitsWith(ExitCode.STATE).saying("ghost");
      assertThat(nodes.leaf().state("orders"))
          .as("nothing is added of what is not all there")
          .isEqualTo("null");
      nodes
          .leaf()
          .run("add-table", "orders", "ghost", "--skip-non-existing")
          .exitsWith(ExitCode.DIFFERENT)
          .saying("add it on the root first, skipping")
          .saying("Table added: public.orders");
      nodes.leaf().does("add-table", "kept", "--skip-truncate");
      nodes.leaf().does("add-table", "filtered", "--copy-condition=id > 5");
      nodes.leaf().awaitInSync("orders", "kept", "filtered");
      assertThat(bottom.count("select count(*) from orders")).isEqualTo(10);
      assertThat(bottom.query("select id from kept where id > 9 order by id"))
          .containsExactly("10", "100");
      assertThat(bottom.query("select min(id), count(*) from filtered")).containsExactly("6|5");
      nodes.leaf().does("add-table", "twice", "--skip-truncate");
      nodes.leaf().worker().awaitLogged("duplicate key value violates unique constraint");
      assertThat(bottom.query("select id from twice"))
          .as("rows that were there")
          .containsExactly("1");
      nodes.leaf().does("remove-table", "twice");

      bottom.run(
          "create table steps (former bigint, next bigint)",
          "create function step() returns trigger language plpgsql as 'begin insert into"
              + " public.steps values (old.last_tick_id, new.last_tick_id); return null; end'",
          "create trigger step after update on pgq_node.local_state for each row when"
              + " (old.last_tick_id <> new.last_tick_id and new.consumer_name = 'slave') execute"
              + " procedure step()",
          "alter table pgq_node.local_state enable always trigger step");
      for (int round = 0; round < 4; round++) {
        top.run(
            "insert into elsewhere select generate_series(1, 3000)",
            "insert into orders values (100 + " + round + ")");
        int id = 100 + round;
        Await.until(
            "order " + id + " arrives",
            () -> bottom.count("select count(*) from orders where id = " + id) == 1);
      }
      nodes.root().does("execute", "--sql=create table scripted (id int)", "--name=script");
      nodes.awaitArrival();
      assertThat(bottom.query("select relname from pg_class where relname = 'scripted'")).isEmpty();
      assertThat(top.count("select count(*) from scripted")).isZero();
      assertThat(
              COUNT
                  .matcher(nodes.leaf().worker().logged())
                  .results()
                  .map(ScopeIT::number)
                  .max(Integer::compare))
          .as("events in the largest batch")
          .hasValueSatisfying(count -> assertThat(count).isBetween(1, 2999));
      for (String step : bottom.query("select former, next from steps")) {
        String[] ticks = step.split("\\|", -1);
        assertThat(
                top.value(
                    "select (select tick_time from pgq.tick where tick_id = "
                        + ticks[1]
                        + ") - (select tick_time from pgq.tick where tick_id = "
                        + ticks[0]
                        + ") >= '0.5 s'"))
            .as("batch %s spans half a second", step)
            .isEqualTo("t");
      }
      assertThat(bottom.count("select count(*) from steps")).isPositive();
    }
  }

  @Test
  void aLeafStaysBehindAndCollectsAsItsFileSays() {
    try (TwoNodes nodes =
        TwoNodes.in(
            directory,
            top,
            bottom,
            "pgq_keep_lag = 1",
            "pgq_batch_collect_events = 100",
            "pgq_batch_collect_interval = 1000")) {
      top.run("create table orders (id int primary key)");
      bottom.run(
          "create table orders (id int primary key, came timestamptz default clock_timestamp())");
      nodes.root().does("add-table", "orders");
      nodes.leaf().does("add-table", "orders", "--expect-sync");

      top.run(
          "insert into orders select generate_series(1, 30)", "select pgq.force_tick('myappq')");
      top.run(
          "insert into orders select generate_series(31, 120)", "select pgq.force_tick('myappq')");
      Await.until("all arrive", () -> bottom.count("select count(*) from orders") == 120);

      assertThat(bottom.count("select count(distinct xmin::text) from orders"))
          .as("transactions")
          .isEqualTo(1);
      String tick =
          top.value("select tick_time from pgq.tick where tick_id = " + nodes.leaf().position());
      assertThat(bottom.value("select min(came) - timestamptz '" + tick + "' >= '1 s' from orders"))
          .isEqualTo("t");

      top.run(
          "select pgq.insert_event('myappq', 'nonsense', 'x')",
          "insert into orders select generate_series(121, 300)");
      nodes.leaf().worker().awaitLogged("holds an event of unknown type 'nonsense'");
      // it is noted a moment later, and forgotten for a moment with each attempt
      Await.until(
          "status says so",
          () ->
              nodes
                  .leaf()
                  .run("status")
                  .out()
                  .contains("holds an event of unknown type 'nonsense'"));
      assertThat(bottom.count("select count(*) from orders")).isEqualTo(120);
    }
  }

  private static int number(MatchResult match) {
    return Integer.parseInt(match.group(1));
  }
}
