package org.jlondiste.bench;

import org.jlondiste.support.Await;
import org.jlondiste.support.Database;

/** Replication slots of a source, as native logical replication and pglogical use them. */
final class Slots {
  private Slots() {}

  static void awaitIdle(Database source) {
    Await.until(
        "nobody reads from " + source,
        () ->
            source.count(
                    "select count(*) from pg_replication_slots"
                        + " where active and database = current_database()")
                == 0);
  }

  static void awaitActive(Database source) {
    Await.until(
        "somebody reads from " + source,
        () ->
            source.count(
                    "select count(*) from pg_replication_slots"
                        + " where active and database = current_database()")
                > 0);
  }

  /** Waits until the one who reads has applied everything that is committed by now. */
  static void awaitArrival(Database source) {
    String goal = source.value("select pg_current_wal_lsn()");
    Await.until(
        "the subscriber has applied up to " + goal,
        Replication.LIMIT,
        () ->
            source.count(
                    "select count(*) from pg_stat_replication r"
                        + " join pg_replication_slots s on s.active_pid = r.pid"
                        + " where s.database = current_database() and r.replay_lsn >= '"
                        + goal
                        + "'")
                > 0);
  }
}
