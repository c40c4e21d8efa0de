package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Tool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A row too large for the memory of a worker stops its table, and no other. */
class LargeRowIT {
  /** What a process of about 8 MB would take in. */
  private static final String LITTLE_MEMORY = "-Djlondiste.largest.row=1000000";

  private final Database top = Servers.get("15").createDatabase("large");
  private final Database middle = Servers.get("17").createDatabase("large");
  private final Database end = Servers.get("18").createDatabase("large");
  private final Path directory;
  private final Chain chain;

  LargeRowIT(@TempDir Path directory) {
    this.directory = directory;
    this.chain = Chain.in(directory, top, middle, end);
  }

  @AfterEach
  void leaveNothingRunning() {
    chain.close();
  }

  @Test
  void onlyItsTableStopsAndACopyGetsOverIt() {
    chain.create();
    chain.run(
        "create table texts (id int primary key, body text)",
        "create table files (body bytea, name text, id int, primary key (name, id))",
        "create table orders (id int primary key)");
    String[] tables = {"texts", "files", "orders"};
    for (Node node : chain.nodes()) {
      node.does("add-table", "texts", "files", "orders");
    }
    chain.branch().awaitInSync(tables);
    chain.leaf().awaitInSync(tables);
    for (Node node : List.of(chain.branch(), chain.leaf())) {
      node.worker().stop();
      node.worker().calledBy(Tool.in(directory).with("JAVA_TOOL_OPTIONS", LITTLE_MEMORY)).start();
    }

    top.run(
        "insert into texts values (1, 'small'), (2, repeat('é,', 1000000))",
        "insert into files values (decode(repeat('00ff', 600000), 'hex'), 'a \"b\"', 7)",
        "insert into orders select generate_series(1, 100)");

    chain.assertSameRows("orders");
    for (Database database : List.of(middle, end)) {
      Await.until(
          "two tables have stopped",
          () -> database.count("select count(*) from jlondiste.stopped_table") == 2);
      assertThat(database.query("select problem from jlondiste.stopped_table order by table_name"))
          .satisfiesExactly(
              problem ->
                  assertThat(problem)
                      .matches("event \\d+ of table public.files .*the row is of 24000\\d\\d .*"),
              problem ->
                  assertThat(problem)
                      .matches(
                          "event \\d+ of table public.texts .*the row with id=2 is of 3000006"
                              + " bytes.*"));
    }

    chain.branch().does("resync", "texts", "files");
    chain.branch().awaitInSync("texts", "files");
    chain.leaf().does("resync", "texts", "files");
    chain.leaf().awaitInSync("texts", "files");
    top.run("insert into texts values (3, 'goes on')");
    chain.assertSameRows(tables);
  }
}
