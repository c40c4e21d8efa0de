package org.jlondiste.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Writer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table that is large, yet not too large for one transaction; its writers notice nothing. */
class CopyAtOnceIT {
  @Test
  void itsRowsAreStoredFrozenAndItsIndexesComeBack(@TempDir Path directory) {
    Database old = Servers.get("9.6").createDatabase("at_once");
    Database young = Servers.get("18").createDatabase("at_once");
    try (TwoNodes nodes = TwoNodes.in(directory, old, young, "log_level = DEBUG")) {
      nodes.run(
          "create table big (id int primary key, at int, note text)"
              + " with (autovacuum_enabled = false)",
          "create unique index big_note on big (note, id)");
      old.run(
          "insert into big select i * 3, i % 7, repeat('x', 700) from generate_series(1, 25000) i",
          "analyze big");
      young.run("insert into big values (1, 1, 'is not to stay')");
      String indexes =
          "select pg_get_indexdef(i.indexrelid) from pg_index i"
              + " where i.indrelid = 'big'::regclass order by 1";

      try (Writer writer =
          old.keepWriting(
                  "insert into big values (:n * 3 + 1, 0, 'new ' || :n)",
                  "update big set note = 'changed ' || :n where id = 3 * (:n * 37 % 25000)",
                  "update big set id = 1000000 + :n where id = 3 * (:n * 53 % 25000)",
                  "delete from big where id = 3 * (:n * 91 % 25000)")
              .unhurried()) {
        nodes.replicate("big");
        writer.awaitMore(50).stop();
      }

      nodes.assertSameRows("big");
      assertThat(nodes.leaf().worker().logged())
          .contains("{work: copying, table: public.big, part: 1, ")
          .doesNotContain("{work: copying, table: public.big, part: 2, ")
          .contains("Creating big_note");
      assertThat(young.query(indexes)).isEqualTo(old.query(indexes)).hasSize(2);
      assertThat(
              young.value(
                  "select relallvisible > relpages / 2 from pg_class where relname = 'big'"))
          .isEqualTo("t");
      nodes.assertNoConsumersLeftBehind();
    }
  }
}
