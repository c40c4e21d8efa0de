package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Rows;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sets whose databases write letters in different ways. */
class TextIT {
  private static final String LATIN1 = "encoding 'LATIN1' lc_collate 'C' lc_ctype 'C'";
  private static final String NONE = "encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C'";

  private static final String TABLE =
      "create table \"größe\" (id int primary key, \"straße\" text, list text[])";

  @Test
  void lettersAndNamesPassABranchOfTheSameEncoding(@TempDir Path directory) {
    Database old = Servers.get("15").createDatabase("latin", LATIN1);
    Database middle = Servers.get("17").createDatabase("latin", LATIN1);
    Database young = Servers.get("18").createDatabase("unicode");
    List.of(old, middle, young).forEach(database -> database.run(TABLE));
    old.run("insert into \"größe\" select i, 'Käse ' || i, '{ä,ö}' from generate_series(1, 50) i");

    try (Node root = new Node(directory, "root", old);
        Node branch = new Node(directory, "branch", middle);
        Node leaf = new Node(directory, "leaf", young)) {
      root.createRoot();
      root.worker().start();
      branch.does(
          "create-branch", "branch", middle.connectString(), "--provider=" + old.connectString());
      branch.worker().start();
      leaf.createLeaf(branch);
      leaf.worker().start();
      for (Node node : List.of(root, branch, leaf)) {
        node.does("add-table", "--all");
      }
      leaf.awaitInSync("größe");
      old.run(
          "update \"größe\" set \"straße\" = 'Öl ' || id where id > 10",
          "insert into \"größe\" values (100, 'é', '{ü}')",
          "delete from \"größe\" where id = 1");

      Await.until(
          "the last change is on the leaf",
          () ->
              young.query("select \"straße\" from \"größe\" where id = 100").equals(List.of("é"))
                  && young.count("select count(*) from \"größe\"") == 50);
      Rows.assertSameRows(old, middle, List.of("\"größe\""));
      Rows.assertSameRows(old, young, List.of("\"größe\""));
      assertThat(leaf.does("compare").out()).contains("public.größe");
    }
  }

  @Test
  void bytesWithoutEncodingWaitUntilSomebodySaysWhatTheyAre(@TempDir Path directory) {
    Database old = Servers.get("9.6").createDatabase("bytes", NONE);
    Database young = Servers.get("18").createDatabase("unicode");
    String table = "create table menu (id int primary key, dish text)";
    old.run(table, "create table plain (id int primary key, dish text)");
    young.run(table, "create table plain (id int primary key, dish text)");
    old.run(
        "insert into menu values (1, 'soup'), (7, convert_from('Caf\\351', 'SQL_ASCII'))",
        "insert into plain values (1, 'soup')");

    try (Node root = new Node(directory, "root", old);
        Node leaf = new Node(directory, "leaf", young);
        TwoNodes nodes = TwoNodes.created(root, leaf)) {
      nodes.replicate("plain");
      root.does("add-table", "menu");
      leaf.does("add-table", "menu");
      Await.until(
          "the log names the value",
          () ->
              leaf.worker()
                  .logged()
                  .contains(
                      "public.menu cannot be copied: column dish of the row with id=7 holds the byte 0xe9"));
      old.run("update plain set dish = 'stew'");
      nodes.assertSameRows("plain");

      leaf.worker().stop();
      Node told = new Node(directory, "leaf", young, "source_encoding = LATIN1");
      try (told) {
        told.worker().start();
        told.awaitInSync("menu");
        old.run("update menu set dish = dish || convert_from('\\344', 'SQL_ASCII') where id = 7");
        Await.until(
            "the change arrives",
            () -> young.value("select dish from menu where id = 7").equals("Caféä"));
      }
    }
  }
}
