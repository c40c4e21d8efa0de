package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jlondiste.error.ExitCode;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Writer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three major versions in a row: what the root commits arrives at the end of the line. */
class CascadeIT {
  private final Database old = Servers.get("9.6").createDatabase("cascade");
  private final Database middle = Servers.get("15").createDatabase("cascade");
  private final Database young = Servers.get("18").createDatabase("cascade");
  private final Chain chain;

  CascadeIT(@TempDir Path directory) {
    chain = Chain.in(directory, old, middle, young);
  }

  @AfterEach
  void leaveNothingRunning() {
    chain.close();
  }

  @Test
  void everythingTravelsTheWholeWay() {
    chain.run(
        "create table orders (id int primary key, note text)",
        "create table visits (id int, note text)",
        "create table carts (id int primary key, note text)",
        "create sequence numbers");
    old.run(
        "insert into orders select i, 'order ' || i from generate_series(1, 20000) i",
        "insert into visits select i % 70, 'visit' from generate_series(1, 2000) i",
        "insert into carts select i, 'cart' from generate_series(1, 100) i");
    chain.create();

    try (Writer writer =
        old.keepWriting(
                "insert into orders values (1000000 + :n, 'new')",
                "insert into visits values (:n % 100, 'visit ' || :n % 10)",
                "update orders set note = 'changed in ' || :n where id = 1 + :n * 37 % 20000",
                "delete from visits where id = (:n + 50) % 100",
                "update orders set id = 2000000 + :n where id = 1 + :n * 91 % 20000",
                "begin; truncate carts; insert into carts values (:n, 'only'); commit",
                "select nextval('numbers') from generate_series(1, 20)")
            .unhurried()) {
      chain.root().does("add-table", "--all");
      chain.root().does("add-seq", "--all");
      chain.branch().does("add-table", "--all");
      chain.branch().does("add-seq", "--all");
      chain.leaf().does("add-table", "--all");
      chain.leaf().does("add-seq", "--all");
      chain.leaf().does("wait-sync");
      assertThat(chain.branch().state("orders")).isEqualTo("ok");
      assertThat(chain.root().does("status").out())
          .contains("top (root)", "middle (branch)", "end (leaf)");
      chain.branch().does("compare");
      chain.leaf().does("compare");
      aSlowLeafKeepsWhatItNeeds(writer);
      writer.awaitMore(100).stop();
    }

    chain.leaf().does("wait-provider");
    chain.leaf().does("wait-root");
    chain.assertSameRows("orders", "visits", "carts");
    chain.assertSameQueue();
    assertThat(young.count("select last_value from numbers"))
        .isEqualTo(middle.count("select last_value from numbers"))
        .isGreaterThanOrEqualTo(old.count("select last_value from numbers"));
    watermarksReachTheRoot();
    chain.branch().does("compare").exitsWith(ExitCode.OK);
    chain.leaf().does("compare").exitsWith(ExitCode.OK);
  }

  private void aSlowLeafKeepsWhatItNeeds(Writer writer) {
    chain.leaf().does("pause");
    long paused = chain.leaf().position();
    for (Database database : new Database[] {old, middle}) {
      database.run("update pgq.queue set queue_rotation_period = '0'");
    }
    for (int round = 0; round < 6; round++) {
      writer.awaitMore(20);
      for (Database database : new Database[] {old, middle}) {
        database.query("select pgq.maint_rotate_tables_step1('" + Node.QUEUE + "')");
        database.query("select pgq.maint_rotate_tables_step2()");
      }
    }
    for (Database database : new Database[] {old, middle}) {
      assertThat(database.count("select count(*) from pgq.tick where tick_id = " + paused))
          .as("tick %s in %s", paused, database)
          .isEqualTo(1);
      database.run("update pgq.queue set queue_rotation_period = '2 hours'");
    }
    chain.leaf().does("resume");
  }

  private void watermarksReachTheRoot() {
    long goal = chain.leaf().position();
    String watermark =
        "select min(last_tick) from pgq.get_consumer_info() where consumer_name = '%s'";
    Await.until(
        "the root hears what the leaf has done",
        () -> old.count(watermark.formatted(".middle.watermark")) >= goal);
    Await.until(
        "the branch hears what all have done",
        () -> middle.count(watermark.formatted(".global_watermark")) >= goal);
  }
}
