package org.jlondiste.worker;

import org.jlondiste.postgres.Session;
import org.jlondiste.schema.Installer;
import org.jlondiste.support.Await;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpkeepIT {
  @ParameterizedTest
  @ValueSource(strings = {"9.3", "18"})
  void whatBatchesLeaveInSubscriptionsIsRemovedBetweenTwoPasses(String version) {
    Database database = Servers.get(version).createDatabase("swept");
    try (Session session = database.session()) {
      new Installer(session).install();
      Upkeep upkeep = new Upkeep();
      upkeep.passIfDue(session, () -> false);
      database.run(
          "alter table pgq.subscription set (autovacuum_enabled = false)",
          "select pgq.create_queue('q')",
          "select pgq.register_consumer('q', 'c')",
          "do $$ begin for i in 1 .. 700 loop"
              + " update pgq.subscription set sub_batch = i; end loop; end $$");
      long before = vacuums(database);

      Await.until(
          "the table is swept",
          () -> {
            upkeep.passIfDue(session, () -> false);
            return vacuums(database) > before;
          });
    }
  }

  private static long vacuums(Database database) {
    return database.count(
        "select vacuum_count from pg_stat_user_tables"
            + " where schemaname = 'pgq' and relname = 'subscription'");
  }
}
