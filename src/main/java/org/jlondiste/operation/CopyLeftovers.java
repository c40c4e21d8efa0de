package org.jlondiste.operation;

import java.util.List;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.postgres.catalog.Relations;
import org.jlondiste.topology.KeptPartitions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What copies leave behind when their table is no longer to be replicated: notes of how far they
 * were, indexes and foreign keys that were to be built at their end.
 */
final class CopyLeftovers {
  private static final Logger LOG = LoggerFactory.getLogger(CopyLeftovers.class);

  private static final Sql TABLES = Sql.of(CopyLeftovers.class, "leftover_tables.sql");
  private static final Sql STATEMENTS = Sql.of(CopyLeftovers.class, "leftover_statements.sql");
  private static final Sql FOREIGN_KEYS = Sql.of(CopyLeftovers.class, "lonely_foreign_keys.sql");
  private static final Sql FORGET_FOREIGN_KEY =
      Sql.of(CopyLeftovers.class, "forget_foreign_key.sql");
  private static final Sql FORGET_STRUCTURE = Sql.of(CopyLeftovers.class, "forget_structure.sql");
  private static final List<Sql> FORGET_PROGRESS =
      List.of(
          Sql.of(CopyLeftovers.class, "forget_chunks.sql"),
          Sql.of(CopyLeftovers.class, "forget_copy.sql"),
          Sql.of(CopyLeftovers.class, "forget_stop.sql"));

  private static final TableName NOTES = new TableName("jlondiste", "copy_ddl");

  private final Session session;
  private final String queue;
  private final boolean ours;

  CopyLeftovers(Session session, String queue) {
    this.session = session;
    this.queue = queue;
    this.ours = Relations.exist(session, NOTES);
  }

  /** Forgets how far the copy of a table was; what was taken off the table stays noted. */
  void forgetProgress(TableName table) {
    if (ours) {
      FORGET_PROGRESS.forEach(
          sql -> session.update(sql.with("queue", queue).with("table", table.raw())));
      KeptPartitions.forget(session, queue, List.of(table));
    }
  }

  /** The tables that are not replicated any more and lack something. */
  List<TableName> tables() {
    return ours
        ? session.rows(TABLES.with("queue", queue)).stream()
            .map(row -> TableName.ofRaw(row.text("table_name")))
            .toList()
        : List.of();
  }

  /** Builds what a table lacks, in the transaction under way. */
  void putBack(TableName table) {
    for (Row row : session.rows(STATEMENTS.with("queue", queue).with("table", table.raw()))) {
      LOG.info("{}: {}", table, row.text("statement"));
      session.execute(row.text("statement"));
    }
    session.update(FORGET_STRUCTURE.with("queue", queue).with("table", table.raw()));
  }

  /** Adds the foreign keys that no worker will add any more; those that rows violate stay off. */
  void putBackForeignKeys() {
    for (Row row : session.rows(FOREIGN_KEYS.bound())) {
      String name = row.text("fkey_name");
      LOG.info("Creating fkey: {} ({} --> {})", name, row.text("from_table"), row.text("to_table"));
      try {
        session.transactionally(
            () -> {
              session.execute(row.text("fkey_def"));
              session.update(
                  FORGET_FOREIGN_KEY.with("table", row.text("from_table")).with("key", name));
            });
      } catch (DatabaseError e) {
        LOG.warn(
            "foreign key {} stays off: {}; to add it: {}", name, e.problem(), row.text("fkey_def"));
      }
    }
  }
}
