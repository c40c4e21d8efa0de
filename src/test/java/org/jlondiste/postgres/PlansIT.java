package org.jlondiste.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Collectors;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server has planned for tables as they were. */
class PlansIT {
  @ParameterizedTest
  @ValueSource(strings = {"9.6", "18"})
  void aPlanThatReadsAllOfASmallTableDoesNotOutliveIt(String version) {
    Database database = Servers.get(version).createDatabase();
    database.run(
        "create table ticks (queue int, id int, primary key (queue, id))"
            + " with (autovacuum_enabled = false)",
        "insert into ticks select 1, i from generate_series(1, 5) as i",
        "analyze ticks");

    try (Session session = database.session()) {
      session.execute(
          "prepare last as select id from public.ticks where queue = 1 order by id desc limit 1");
      assertThat(plan(session)).contains("Seq Scan");

      database.run("insert into ticks select 1, i from generate_series(6, 20000) as i");
      session.refreshPlans();
      assertThat(plan(session)).as("asked too soon").contains("Seq Scan");

      session.refreshPlans(Duration.ZERO);
      assertThat(plan(session)).contains("Index").doesNotContain("Seq Scan");
    }
  }

  private static String plan(Session session) {
    return session.rows(Sql.composed("plan", "explain execute last").bound()).stream()
        .map(row -> row.text("QUERY PLAN"))
        .collect(Collectors.joining("\n"));
  }
}
