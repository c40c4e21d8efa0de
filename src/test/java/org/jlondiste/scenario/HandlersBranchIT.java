package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jlondiste.support.Database;
import org.jlondiste.support.Rows;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Writer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A branch with a handler hands on what it holds itself, and a virtual table all that comes. */
class HandlersBranchIT {
  private static final List<String> STOPPED = List.of("early", "broken", "foreign_kind");

  private final Database top = Servers.get("15").createDatabase("top");
  private final Database middle = Servers.get("17").createDatabase("middle");
  private final Database end = Servers.get("9.6").createDatabase("end");

  @Test
  void aLeafGetsWhatItsBranchHolds(@TempDir Path directory) {
    try (Chain chain = Chain.in(directory, top, middle, end)) {
      chain.create();
      top.run(
          "create table orders (id int primary key, region text, note text, secret text)",
          "create table ghost (id int primary key)",
          "insert into orders select i, case when i % 2 = 0 then 'west' end, 'n' || i, 's' from"
              + " generate_series(1, 50) i");
      for (Database database : List.of(middle, end)) {
        database.run("create table orders (id int primary key, region text, remark text)");
      }
      end.run("create table ghost (id int primary key)");
      chain.root().does("add-table", "orders", "ghost");
      chain.branch().does("add-table", "ghost", "--handler=vtable");
      chain
          .branch()
          .does(
              "add-table",
              "orders",
              "--handler=select",
              "--handler-arg=where=region = 'west'",
              "--handler-arg=fields=id,region,note:remark");
      chain.branch().awaitInSync("orders");
      try (Writer writer =
          top.keepWriting(
                  "insert into orders values (100 + :n, 'west', E'a \"b\\\\c, (d)\\n', 's')",
                  "update orders set region = 'east' where id = 100 + :n - 2 and :n % 2 = 0",
                  "update orders set region = 'west', note = '' where id = :n % 50",
                  "update orders set note = null where id = 100 + :n - 1",
                  "delete from orders where id = 100 + :n - 4")
              .unhurried()) {
        chain.leaf().does("add-table", "orders");
        chain.leaf().does("add-table", "ghost", "--find-copy-node");
        chain.leaf().awaitInSync("orders", "ghost");
        writer.awaitMore(20).stop();
      }
      chain.awaitArrival();
      assertThat(end.query("select * from orders order by id"))
          .isNotEmpty()
          .isEqualTo(
              top.query("select id, region, note from orders where region = 'west' order by id"));
      top.run("insert into ghost values (1)", "truncate orders", "insert into orders values (1)");
      top.run("update orders set region = 'west', secret = 'x', note = 'it' where id = 1");
      chain.awaitArrival();

      assertThat(middle.query("select * from orders")).containsExactly("1|west|it");
      Rows.assertSameRows(middle, end, "orders");
      assertThat(end.query("select id from ghost")).containsExactly("1");
      assertThat(middle.count("select count(*) from pgq.event_1 where ev_extra2 like '%secret%'"))
          .isZero();
    }
  }

  @Test
  void whatABranchKeepsOrCannotJudgeIsNotHandedOnAsItCame(@TempDir Path directory) {
    try (Chain chain = Chain.in(directory, top, middle, end)) {
      chain.create();
      chain.run(
          "create table kept (id int primary key, note text)",
          "create table early (id int primary key, note text)",
          "create table broken (id int primary key, note text)",
          "create table foreign_kind (id int primary key, note text)");
      top.run("insert into kept values (1, 'yes'), (2, 'no')");
      chain.root().does("add-table", "--all");
      chain
          .branch()
          .does(
              "add-table",
              "kept",
              "--handler=select",
              "--handler-arg=where=note = 'yes'",
              "--handler-arg=ignore_truncate=1");
      for (String table : STOPPED) {
        chain
            .branch()
            .does("add-table", table, "--handler=select", "--handler-arg=where=note = 'yes'");
      }
      chain.leaf().does("add-table", "--all");
      chain.awaitInSync("kept", "early", "broken", "foreign_kind");

      top.run("truncate kept", "insert into kept values (3, 'yes')");
      chain.awaitArrival();
      assertThat(middle.query("select id from kept order by id")).containsExactly("1", "3");
      Rows.assertSameRows(middle, end, "kept");

      chain.branch().worker().stop();
      top.run("insert into early values (1, 'yes')", "alter table early add column zone text");
      change(chain.branch(), "early", "where=zone = 'a'");
      change(chain.branch(), "broken", "where=nonsense > 1");
      middle.run(
          "update londiste.table_info set table_attrs = 'handler=unheard_of' where table_name ="
              + " 'public.foreign_kind'");
      top.run(
          "insert into broken values (1, 'secret')",
          "insert into foreign_kind values (1, 'secret')",
          "insert into kept values (4, 'yes')");
      chain.branch().worker().start();
      chain.awaitArrival();
      chain.branch().worker().awaitLogged("its event is from before the table had column zone");
      chain.branch().worker().awaitLogged("the condition nonsense > 1 cannot be judged");
      chain.branch().worker().awaitLogged("there is no handler unheard_of");
      for (Database database : List.of(middle, end)) {
        assertThat(database.query("select table_name from jlondiste.stopped_table order by 1"))
            .containsExactly("public.broken", "public.early", "public.foreign_kind");
        for (String table : STOPPED) {
          assertThat(database.count("select count(*) from " + table)).isZero();
        }
        assertThat(database.count("select count(*) from kept where id = 4")).isEqualTo(1);
      }
      assertThat(middle.count("select count(*) from pgq.event_1 where ev_data like '%secret%'"))
          .isZero();
    }
  }

  /**
   * A part of which the branch keeps rows, one of which it keeps none, and values that it hides.
   */
  @Test
  void aLeafGetsThePartAndTheHiddenValuesOfItsBranch(@TempDir Path directory) throws IOException {
    Path map = directory.resolve("map.yaml");
    Files.writeString(map, "public.people:\n  id: keep\n  name: hash\n  flag: bool\n");
    Node branch =
        new Node(directory, "middle", middle, "obfuscator_map = " + map, "obfuscator_key = secret");
    try (Chain chain =
        new Chain(new Node(directory, "top", top), branch, new Node(directory, "end", end))) {
      chain.create();
      for (Database database : List.of(top, middle)) {
        database.run(HandlersIT.HASHES);
      }
      middle.run("insert into partconf.conf values (1, 1, 2)");
      chain.run("create table parts (id int primary key, note text)");
      for (Database database : List.of(top, end)) {
        database.run("create table passed (id int primary key, note text)");
      }
      top.run(
          "create table people (id int primary key, name text, flag text)",
          "insert into people values (1, 'Ann', ''), (2, 'Bob', 'x'), (3, null, null)",
          "insert into parts select i, 'part ' || i from generate_series(1, 60) i");
      for (Database database : List.of(middle, end)) {
        database.run("create table people (id int primary key, name uuid, flag bool)");
      }
      chain.root().does("add-table", "parts", "passed", "people");
      branch.does("add-table", "parts", "--handler=shard", "--handler-arg=key=id");
      branch.does(
          "add-table",
          "passed",
          "--handler=shard",
          "--handler-arg=key=id",
          "--handler-arg=disable_replay=1");
      branch.does("add-table", "people", "--handler=obfuscate");
      chain.leaf().does("add-table", "parts", "people");
      chain.leaf().does("add-table", "passed", "--expect-sync");
      chain.awaitInSync("parts", "passed", "people");
      top.run(
          "insert into passed select i, 'n' from generate_series(1, 60) i",
          "insert into people select id + 10, name, flag from people",
          "update people set flag = 'y' where id = 1");
      for (String table : List.of("parts", "passed")) {
        top.run(
            "update " + table + " set note = 'changed' where id % 5 = 0",
            "update " + table + " set id = id + 1000 where id % 7 = 0",
            "delete from " + table + " where id % 11 = 0");
      }
      chain.awaitArrival();

      for (String table : List.of("parts", "passed")) {
        assertThat(end.query("select id, note from " + table + " order by id"))
            .hasSizeGreaterThan(10)
            .isEqualTo(
                top.query(
                    "select id, note from "
                        + table
                        + " where (partconf.get_hash_raw(id) & 1) = 1 order by id"));
      }
      Rows.assertSameRows(middle, end, "parts");
      assertThat(middle.query("select 1 from pg_class where relname = 'passed'")).isEmpty();
      Rows.assertSameRows(middle, end, "people");
      assertThat(end.query("select id, flag, name is null from people order by id"))
          .containsExactly("1|t|f", "2|t|f", "3|null|t", "11|f|f", "12|t|f", "13|null|t");
      assertThat(end.count("select count(distinct name) from people")).isEqualTo(2);
      assertThat(
              middle.count(
                  "select count(*) from pgq.event_1 where ev_data like '%Ann%' or ev_data like"
                      + " '%Bob%'"))
          .isZero();
      assertThat(middle.count("select count(*) from pgq.event_1 where ev_extra1 like '%people'"))
          .isPositive();
    }
  }

  private static void change(Node node, String table, String condition) {
    node.does("change-handler", table, "--handler=select", "--handler-arg=" + condition);
  }
}
