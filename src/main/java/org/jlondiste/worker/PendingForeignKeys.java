package org.jlondiste.worker;

import java.util.Optional;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Foreign keys that were taken off for copies, put back when the tables on both ends are in sync.
 */
final class PendingForeignKeys {
  private static final Logger LOG = LoggerFactory.getLogger(PendingForeignKeys.class);
  private static final Sql VALID = Sql.of(PendingForeignKeys.class, "valid_pending_fkeys.sql");
  private static final Sql RESTORE = Sql.of(PendingForeignKeys.class, "restore_fkey.sql");

  private final Session session;
  private final String queue;

  PendingForeignKeys(Session session, String queue) {
    this.session = session;
    this.queue = queue;
  }

  /** Puts back what can be; each key is added first and checked after, without a long lock. */
  void restore() {
    for (Row row : session.rows(VALID.with("queue", queue))) {
      String table = row.text("from_table");
      String name = row.text("fkey_name");
      LOG.info("Creating fkey: {} ({} --> {})", name, table, row.text("to_table"));
      Optional<String> next = next(table, name);
      while (next.isPresent()) {
        session.execute(next.get());
        next = next(table, name);
      }
    }
  }

  private Optional<String> next(String table, String name) {
    return session
        .row(
            RESTORE
                .with("table", table)
                .with("name", name)
                .with("lazy", session.server().hasNotValidConstraints()))
        .optionalText("statement")
        .filter(statement -> !statement.isEmpty());
  }
}
