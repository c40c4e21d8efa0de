package org.jlondiste.compare;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.postgres.Work;

/** Lets a session see one and the same moment for as long as it takes. */
final class Snapshots {
  private static final Duration LOCK_WAIT = Duration.ofSeconds(10);
  private static final Sql CURRENT = Sql.of(Snapshots.class, "snapshot.sql");

  private Snapshots() {}

  /** Runs work in which every statement sees what the first one saw, and none changes anything. */
  static <T> T hold(Session session, Work<T> work) {
    return hold(session, List.of(), work);
  }

  /**
   * The same with tables that nobody writes anew from before the first statement.
   *
   * @param kept their names; others may go on writing rows
   */
  static <T> T hold(Session session, Collection<TableName> kept, Work<T> work) {
    return session.transaction(
        () -> {
          session.execute("set transaction isolation level repeatable read, read only");
          if (!kept.isEmpty()) {
            String limit = "set local " + session.server().lockWaitSetting() + " = ";
            session.execute(limit + LOCK_WAIT.toMillis());
            session.execute(
                kept.stream()
                    .map(TableName::quoted)
                    .collect(Collectors.joining(", ", "lock table ", " in access share mode")));
            session.execute(limit + 0);
          }
          return work.run();
        });
  }

  /** What the session sees, as a {@code txid_snapshot}. */
  static String current(Session session) {
    return session.row(CURRENT.bound()).text("snapshot");
  }
}
