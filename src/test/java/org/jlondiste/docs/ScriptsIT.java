package org.jlondiste.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jlondiste.support.Database;
import org.jlondiste.support.Rows;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Tool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the scripts of docs/how-to/scripts.md as they stand there. */
class ScriptsIT {
  private static final String BEGINNING = "#!/usr/bin/env bash\n";

  @TempDir private Path directory;
  private final Database old = Servers.get("9.6").createDatabase("shop");
  private final Database young = Servers.get("18").createDatabase("shop");

  @AfterEach
  void stopWhatStillRuns() {
    for (String ini : List.of("old.ini", "new.ini")) {
      Tool.run(directory, "-k", "--wait", ini);
    }
  }

  @Test
  void theyMoveADatabaseAlsoWhenTheFirstIsRunTwice() throws IOException, InterruptedException {
    for (Database database : List.of(old, young)) {
      database.run(
          "create table orders (id serial primary key, note text)", "create table log (at text)");
    }
    old.run(
        "insert into orders (note) select n::text from generate_series(1, 1000) n",
        "insert into log values ('begun'), ('begun'), (null)");
    ini("old", old);
    ini("new", young);
    List<String> scripts =
        Page.of("docs/how-to/scripts.md").blocks("sh").stream()
            .filter(block -> block.startsWith(BEGINNING))
            .toList();
    assertThat(scripts).hasSize(2);
    Shell shell = Shell.in(directory);
    Map<String, String> places = Map.of("OLD", old.connectString(), "NEW", young.connectString());

    assertThat(shell.run(scripts.get(0), places)).contains("all the same");
    old.run("insert into orders (note) values ('between')");
    assertThat(shell.run(scripts.get(0), places)).contains("all the same");
    old.run("insert into orders (note) values ('last')", "delete from log where at is null");
    shell.run(scripts.get(1), Map.of());

    Rows.assertSameRows(old, young, List.of("orders", "log"));
    assertThat(Files.readString(directory.resolve("moved.txt")))
        .isEqualTo("public.log\npublic.orders\n");
    assertThat(Files.readString(directory.resolve("compare.txt"))).contains("same");
    assertThat(young.count("select nextval('orders_id_seq')")).isGreaterThan(1002);
    assertThat(
            old.query("select tgname from pg_trigger where tgname like '#_londiste%' escape '#'"))
        .isEmpty();
  }

  private void ini(String name, Database database) throws IOException {
    Files.writeString(
        directory.resolve(name + ".ini"),
        """
        [londiste3]
        db = %s
        queue_name = shop
        pidfile = %s.pid
        logfile = %s.log
        """
            .formatted(database.connectString(), name, name));
  }
}
