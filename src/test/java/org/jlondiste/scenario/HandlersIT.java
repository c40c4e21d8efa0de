package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jlondiste.error.ExitCode;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.ExampleHandler;
import org.jlondiste.support.Run;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Tool;
import org.jlondiste.support.Writer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of which a leaf takes some rows, some columns or other values. */
class HandlersIT {
  static final String[] HASHES = {
    "create schema partconf",
    "create table partconf.conf (shard_nr int4, shard_mask int4, shard_count int4)",
    "create function partconf.get_hash_raw(int4) returns int4 language sql immutable strict as"
        + " 'select pg_catalog.hashint4($1)'"
  };

  private final Database top = Servers.get("15").createDatabase("handled");
  private final Database bottom = Servers.get("9.6").createDatabase("handled");
  private final Path directory;
  private final TwoNodes nodes;

  HandlersIT(@TempDir Path directory) throws IOException {
    this.directory = directory;
    Files.writeString(
        directory.resolve("map.yaml"),
        """
        # who may be seen
        public.people:
          id: keep
          name: hash
          pin: hash32
          doc:
            public: keep
            phone: hash64
          note: skip
        """);
    nodes =
        TwoNodes.in(
            directory,
            top,
            bottom,
            "obfuscator_map = " + directory.resolve("map.yaml"),
            "obfuscator_key = secret");
  }

  @AfterEach
  void leaveNothingRunning() {
    nodes.close();
  }

  @Test
  void rowsAndColumnsAreChosenAlikeInCopyEventsAndCompare() {
    top.run(HASHES);
    bottom.run(HASHES);
    bottom.run("insert into partconf.conf values (1, 3, 4)");
    top.run(
        "create table parts (id int primary key, note text)",
        "create table orders (id int primary key, region text, note text, secret text)",
        "insert into parts select i, 'part ' || i from generate_series(1, 300) i",
        "insert into orders select i, case when i % 3 = 0 then 'west' else 'east' end, 'order ' ||"
            + " i, 'x' from generate_series(1, 300) i");
    bottom.run(
        "create schema sales",
        "create table parts (id int primary key, note text)",
        "create table sales.western (id int primary key, region text, remark text)");
    nodes.root().does("add-table", "parts", "orders");
    nodes
        .leaf()
        .run("add-table", "parts", "--handler=shard")
        .exitsWith(ExitCode.USAGE)
        .saying("Specify hash key field");
    try (Writer writer =
        top.keepWriting(
                "insert into parts values (1000 + :n, 'new')",
                "update parts set note = 'round ' || :n where id = :n % 300",
                "delete from parts where id = 1000 + :n - 5 and :n % 2 = 0",
                "update parts set id = -id where id = 1000 + :n - 3",
                "insert into orders values (1000 + :n, 'west', 'new', 'x')",
                "update orders set region = 'east' where id = 1000 + :n - 3 and :n % 2 = 0",
                "update orders set region = 'west', note = 'it''s' where id = :n % 300",
                "update orders set region = null where id = (:n + 150) % 300",
                "delete from orders where id = 1000 + :n - 7 and :n % 3 = 0")
            .unhurried()) {
      writer.awaitMore(5);
      nodes.leaf().does("add-table", "parts", "--handler=shard", "--handler-arg=key=id");
      nodes
          .leaf()
          .does(
              "add-table",
              "orders",
              "--handler=select",
              "--handler-arg=where=region = 'west'",
              "--handler-arg=fields=id,region,note:remark",
              "--handler-arg=schema=sales",
              "--handler-arg=table=western");
      nodes.leaf().awaitInSync("parts", "orders");
      writer.awaitMore(20).stop();
    }
    nodes.awaitArrival();
    assertThat(bottom.query("select id, note from parts order by id"))
        .isNotEmpty()
        .isEqualTo(
            top.query(
                "select id, note from parts where (partconf.get_hash_raw(id) & 3) = 1 order by"
                    + " id"));
    assertThat(bottom.query("select id, region, remark from sales.western order by id"))
        .isNotEmpty()
        .isEqualTo(
            top.query("select id, region, note from orders where region = 'west' order by id"));
    nodes.leaf().does("compare");

    bottom.run(
        "set session_replication_role = replica; update sales.western set remark = 'wrong' where"
            + " id = (select max(id) from sales.western)",
        "set session_replication_role = replica; delete from parts where id = (select max(id) from"
            + " parts)");
    nodes.leaf().run("compare").exitsWith(ExitCode.DIFFERENT).saying("remark");
  }

  @Test
  void valuesAreHiddenAndTablesMayBeMissingOrFrozen() {
    nodes
        .root()
        .database()
        .run(
            "create table people (id int primary key, name text, pin text, doc json, note text)",
            "create table ghost (id int primary key)",
            "create table frozen (id int primary key)",
            "insert into people values (1, 'abc', '5', '{\"public\": 1.50, \"phone\": \"abc\","
                + " \"x\": 1}', 'n'), (2, E'a\\tb\\\\c', null, null, 'n')",
            "insert into frozen values (1)");
    bottom.run(
        "create table people (id int primary key, name uuid, pin int, doc json)",
        "create table frozen (id int primary key)");
    nodes.root().does("add-table", "people", "ghost", "frozen");
    nodes
        .leaf()
        .run("add-table", "frozen", "--handler=obfuscate")
        .exitsWith(ExitCode.CONFIGURATION)
        .saying("Source table not in obf_map: public.frozen");
    nodes.leaf().does("add-table", "people", "--handler=obfuscate");
    nodes.leaf().does("add-table", "ghost", "--handler=vtable");
    nodes.leaf().does("add-table", "frozen", "--handler=deny");
    nodes.leaf().awaitInSync("people", "ghost", "frozen");

    top.run(
        "insert into people select id + 2, name, pin, doc, note from people",
        "insert into ghost values (1)",
        "update people set note = 'other' where id = 1");
    nodes.awaitArrival();
    String first = "|9af4e6cc-bbfa-fb7c-1dbc-6088ca27f3da|-813545981|";
    String document = "{\"public\": 1.50, \"phone\": -3463011645936633346}";
    assertThat(bottom.query("select * from people order by id"))
        .contains("1" + first + document, "3" + first + document);
    assertThat(bottom.query("select name from people where id = 4"))
        .isEqualTo(bottom.query("select name from people where id = 2"));
    nodes.leaf().run("compare", "people").exitsWith(ExitCode.DIFFERENT).saying("alters its values");
    nodes.leaf().does("compare", "people", "frozen", "--count-only");

    top.run("insert into frozen values (2)");
    nodes.leaf().worker().awaitLogged("Table public.frozen stops: ");
    top.run("insert into people values (9, 'z', null, null, null)");
    Await.until(
        "others go on", () -> bottom.count("select count(*) from people where id = 9") == 1);
    assertThat(bottom.query("select id from frozen")).containsExactly("1");
  }

  @Test
  void handlersAreShownAndChanged() {
    nodes.run("create table orders (id int primary key, note text)");
    top.run("insert into orders values (1, 'a'), (2, 'b')");
    nodes.replicate("orders");
    Run list = nodes.leaf().does("show-handlers");
    list.saying("shard - ").saying("select - ");
    nodes.leaf().does("show-handlers", "shard").saying("hash_key");
    nodes
        .leaf()
        .run("change-handler", "orders", "--handler=nonsense")
        .exitsWith(ExitCode.USAGE)
        .saying("there is no handler nonsense");
    nodes
        .leaf()
        .run("change-handler", "orders", "--handler=select", "--handler-arg=what=1")
        .exitsWith(ExitCode.USAGE)
        .saying("has no argument what");
    nodes
        .leaf()
        .does("change-handler", "orders", "--handler=select", "--handler-arg=where=id > 1")
        .saying("Handler changed for table: public.orders");
    nodes
        .leaf()
        .does("change-handler", "orders", "--handler=select", "--handler-arg=where=id > 1")
        .saying("nothing done");
    nodes.leaf().does("resync", "orders");
    Await.until("it is copied afresh", () -> bottom.count("select count(*) from orders") == 1);
    nodes.leaf().awaitInSync("orders");
    nodes.leaf().does("compare");

    nodes
        .leaf()
        .does("change-handler", "orders", "--handler=select", "--handler-arg=where=nonsense > 1");
    top.run("insert into orders values (3, 'c')");
    nodes.leaf().worker().awaitLogged("cannot be judged");
    nodes.leaf().does("change-handler", "orders");
    nodes.leaf().does("resync", "orders");
    nodes.leaf().awaitInSync("orders");
    nodes.assertSameRows("orders");
  }

  @Test
  void handlersOfOnesOwnAreFoundByJarAndByClass() throws IOException {
    nodes.run(
        "create table loud (id int primary key, note text)",
        "create table soft (id int primary key, note text)");
    for (String table : new String[] {"loud", "soft"}) {
      top.run("insert into " + table + " values (1, 'Copied'), (2, null)");
    }
    nodes.root().does("add-table", "loud", "soft");
    nodes
        .leaf()
        .run("add-table", "loud", "--handler=shout", "--handler-arg=column=note")
        .exitsWith(ExitCode.USAGE)
        .saying("there is no handler shout");

    Path ini = directory.resolve("slave.ini");
    Files.writeString(
        ini,
        "handler_modules = %s, org.example.Whisper, %s%n"
            .formatted(
                ExampleHandler.asService(directory), ExampleHandler.withoutService(directory)),
        StandardOpenOption.APPEND);
    nodes.leaf().does("show-handlers").saying("shout - one column in capitals");
    nodes.leaf().does("show-handlers", "whisper").saying("column (needed) - which");
    nodes
        .leaf()
        .run("add-table", "loud", "--handler=shout")
        .exitsWith(ExitCode.USAGE)
        .saying("handler shout needs argument column");
    Tool.in(directory).run("-r", ini.toString()).exitsWith(ExitCode.OK);
    nodes.leaf().worker().awaitLogged("Config reloaded");
    nodes.leaf().does("add-table", "loud", "--handler=shout", "--handler-arg=column=note");
    nodes.leaf().does("add-table", "soft", "--handler=whisper", "--handler-arg=column=note");
    nodes.leaf().awaitInSync("loud", "soft");
    assertThat(bottom.query("select * from loud order by id"))
        .containsExactly("1|COPIED", "2|null");
    assertThat(bottom.query("select * from soft order by id"))
        .containsExactly("1|copied", "2|null");

    for (String table : new String[] {"loud", "soft"}) {
      top.run(
          "insert into " + table + " values (3, 'Added')",
          "update " + table + " set note = 'Changed' where id = 2",
          "delete from " + table + " where id = 1");
    }
    nodes.awaitArrival();
    assertThat(bottom.query("select * from loud order by id"))
        .containsExactly("2|CHANGED", "3|ADDED");
    assertThat(bottom.query("select * from soft order by id"))
        .containsExactly("2|changed", "3|added");
    nodes.leaf().run("compare", "loud").exitsWith(ExitCode.DIFFERENT).saying("alters its values");
  }
}
