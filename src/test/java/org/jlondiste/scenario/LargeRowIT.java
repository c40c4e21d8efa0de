package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Rows;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Tool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A row too large for the memory of a worker stops its table, and no other. */
class LargeRowIT {
  /** Events of up to 8 MB are taken in, and in a copy rows of several times that. */
  private static final String LITTLE_MEMORY = "-Xmx64m";

  private static final String OTHERS = " table_name <> 'public.films'";

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
        "create table orders (id int primary key)",
        "create table films (id int primary key, body text)");
    String[] tables = {"texts", "files", "orders"};
    for (Node node : chain.nodes()) {
      node.does("add-table", "texts", "files", "orders");
    }
    chain.root().does("add-table", "films");
    chain.branch().does("add-table", "films");
    chain.branch().awaitInSync(tables);
    chain.branch().awaitInSync("films");
    chain.leaf().awaitInSync(tables);
    for (Node node : List.of(chain.branch(), chain.leaf())) {
      node.worker().stop();
      // of all ways to say it the one that counts more than what the launcher says
      node.worker().calledBy(Tool.in(directory).with("_JAVA_OPTIONS", LITTLE_MEMORY)).start();
    }

    top.run(
        "insert into texts values (1, 'small'), (2, repeat('é,', 3400000))",
        "insert into files values (decode(repeat('00ff', 2500000), 'hex'), 'a \"b\"', 7)",
        "insert into films values (1, repeat('x', 90000000))",
        "insert into orders select generate_series(1, 100)");

    chain.assertSameRows("orders");
    for (Database database : List.of(middle, end)) {
      Await.until(
          "texts and files have stopped",
          () -> database.count("select count(*) from jlondiste.stopped_table where" + OTHERS) == 2);
      assertThat(
              database.query(
                  "select problem from jlondiste.stopped_table where"
                      + OTHERS
                      + " order by table_name"))
          .satisfiesExactly(
              problem ->
                  assertThat(problem)
                      .matches("event \\d+ of table public.files .*the row is of 100000\\d\\d .*"),
              problem ->
                  assertThat(problem)
                      .matches(
                          "event \\d+ of table public.texts .*the row with id=2 is of 10200006"
                              + " bytes.*"));
    }

    chain.branch().does("resync", "texts", "files");
    chain.branch().awaitInSync("texts", "files");
    chain.leaf().does("resync", "texts", "files");
    chain.leaf().awaitInSync("texts", "files");
    top.run("insert into texts values (3, 'goes on')");
    chain.assertSameRows(tables);

    chain.branch().does("resync", "films");
    Await.until(
        "a copy tells that there is too little memory",
        () ->
            chain
                .branch()
                .worker()
                .logged()
                .contains("copy of public.films: a row does not fit into the memory"));
    top.run("insert into orders values (101)");
    chain.assertSameRows(tables);
    chain.branch().worker().stop();
    chain.branch().worker().start();
    chain.branch().awaitInSync("films");
    chain.awaitArrival();
    Rows.assertSameRows(top, middle, "films");
  }

  /** The server has no longer text. Takes gigabytes of disk and memory: {@code -Dlargest.rows}. */
  @Test
  @EnabledIfSystemProperty(named = "largest.rows", matches = "true")
  void aRowWhoseTextPassesOneGigabyteIsRefusedAndNoOther() {
    chain.root().createRoot();
    top.run("create table files (id int primary key, body bytea)");
    chain.root().does("add-table", "files");

    assertThatThrownBy(() -> top.run("insert into files values (1, " + bytes(600) + ")"))
        .hasStackTraceContaining("invalid memory alloc request size")
        .hasStackTraceContaining("'public.files'")
        .hasStackTraceContaining("fails if the text of a row passes 1 GB");
    top.run("insert into files values (2, " + bytes(450) + "), (3, 'small')");
    assertThatThrownBy(() -> top.run("update files set body = " + bytes(600) + " where id = 3"))
        .hasStackTraceContaining("fails if the text of a row passes 1 GB");

    assertThat(top.query("select id, length(body) from files order by id"))
        .containsExactly("2|450000000", "3|5");
    assertThat(
            top.query(
                "select ev_type, length(ev_data) from pgq.event_1"
                    + " where ev_extra1 = 'public.files' order by ev_id"))
        .containsExactly("INSERT|900000009", "INSERT|19");
  }

  private static String bytes(int millions) {
    return "convert_to(repeat('x', " + millions + "000000), 'UTF8')";
  }
}
