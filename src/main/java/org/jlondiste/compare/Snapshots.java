package org.jlondiste.compare;

import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.postgres.Work;

/** Lets a session see one and the same moment for as long as it takes. */
final class Snapshots {
  private static final Sql CURRENT = Sql.of(Snapshots.class, "snapshot.sql");

  private Snapshots() {}

  /** Runs work in which every statement sees what the first one saw, and none changes anything. */
  static <T> T hold(Session session, Work<T> work) {
    return session.transaction(
        () -> {
          session.execute("set transaction isolation level repeatable read, read only");
          return work.run();
        });
  }

  /** What the session sees, as a {@code txid_snapshot}. */
  static String current(Session session) {
    return session.row(CURRENT.bound()).text("snapshot");
  }
}
