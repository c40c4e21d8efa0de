package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jlondiste.error.ExitCode;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Writer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables are changed on all nodes by scripts while they are written to and copied. */
class SchemaChangesIT {
  private final Path directory;
  private final Database old = Servers.get("9.6").createDatabase("changes");
  private final Database young = Servers.get("18").createDatabase("changes");
  private final TwoNodes nodes;

  SchemaChangesIT(@TempDir Path directory) {
    this.directory = directory;
    nodes = TwoNodes.in(directory, old, young, "copy_chunk_rows = 2000", "copy_max_rate = 400000");
  }

  @AfterEach
  void leaveNothingRunning() {
    nodes.close();
  }

  @Test
  void theUsualChangesUnderAWriter() throws IOException {
    nodes.run(
        "create table orders (id int primary key, note text, fax text, name text, n int)",
        "create table big (id int primary key, note text)");
    old.run(
        "insert into orders select i, 'order ' || i, 'fax', 'name ' || i, i from"
            + " generate_series(1, 100) i",
        "insert into big select i, repeat('x', 90) from generate_series(1, 8000) i");
    nodes.replicate("orders");
    try (Writer orders = old.keepWritingTo("orders").unhurried();
        Writer big = old.keepWritingTo("big").unhurried()) {
      orders.awaitMore(10);
      nodes.root().does("add-table", "big");
      nodes.leaf().does("add-table", "big");
      Await.until("big is being copied", () -> nodes.leaf().state("big").equals("in-copy"));
      execute(
          "big.sql",
          "alter table big add column extra int default 3;",
          "update big set extra = 4 where id < 100;");
      execute("add.sql", "alter table orders add column email text default 'none';");
      orders.awaitMore(5);
      execute("drop.sql", "alter table orders drop column fax;");
      execute("rename.sql", "alter table orders rename column name to full_name;");
      orders.awaitMore(5);
      execute(
          "retype.sql",
          "alter table orders alter column n type numeric(12, 2) using n / 3.0;",
          "create table fresh (id int primary key, note text);");
      nodes.root().does("add-table", "fresh");
      Await.until(
          "fresh is on the leaf",
          () -> young.count("select count(*) from pg_class where relname = 'fresh'") == 1);
      nodes.leaf().does("add-table", "fresh");
      old.run("insert into fresh values (1, 'one')");
      nodes
          .root()
          .does("execute", "--name=sql", "--sql", "alter table orders add unique (note, id)")
          .saying("Execute finished: sql");
      nodes.leaf().awaitInSync("orders", "big", "fresh");
      orders.awaitMore(5).stop();
      big.awaitMore(5).stop();
    }
    nodes.assertSameRows("orders", "big", "fresh");
    nodes.leaf().does("compare");
    assertThat(nodes.leaf().worker().logged()).contains("INFO sql: executing sql");

    young.run("alter table orders add column wanted int");
    execute(
        "wanted.sql",
        "alter table orders add column before int;",
        "alter table orders add column wanted int;");
    Await.until(
        "status tells of the script",
        () ->
            nodes
                .leaf()
                .run("status")
                .toString()
                .contains("script wanted.sql fails in statement 2, line 2: column"));
    young.run("alter table orders drop column wanted");
    old.run("insert into orders (id, before, wanted) values (5000, 1, 2)");
    nodes.assertSameRows("orders");
    nodes.leaf().run("execute", "wanted.sql").exitsWith(ExitCode.STATE);
    nodes.root().does("execute", "wanted.sql").saying("Skipping execution of 'wanted.sql'");
  }

  private void execute(String name, String... lines) throws IOException {
    Files.writeString(
        directory.resolve(name), String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
    nodes.root().does("execute", name);
  }
}
