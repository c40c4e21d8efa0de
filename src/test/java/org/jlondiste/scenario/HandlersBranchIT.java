package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

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
}
