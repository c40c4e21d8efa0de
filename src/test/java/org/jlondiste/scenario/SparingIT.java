package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
        TwoNodes.in(directory, old, young, "spare_commit_time = 0.03", "copy_chunk_rows = 1000")) {
      nodes.run(
          "create table orders (id int primary key, note text)",
          "create table big (id int primary key, note text)");
      old.run("insert into big select i, repeat('x', 200) from generate_series(1, 20000) i");
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
      nodes.replicate("big");
      old.run("drop trigger slow on pgq.subscription");
      nodes.assertSameRows("big", "orders");
    }
  }

  private static String reason(Database database) {
    return String.join("", database.query("select reason from jlondiste.restraint"));
  }
}
