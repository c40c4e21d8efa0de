package org.jlondiste.operation;

import java.util.List;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.topology.Nodes;

/** Lists the foreign keys of a node's database that were taken off for copies. */
public final class ShowForeignKeys {
  private static final Sql PENDING = Sql.of(ShowForeignKeys.class, "pending_fkeys.sql");

  private final Session local;
  private final String queue;

  public ShowForeignKeys(Session local, String queue) {
    this.local = local;
    this.queue = queue;
  }

  /** Those that are not back yet, whatever set their tables are in. */
  public List<PendingForeignKey> run() {
    new Nodes(local).node(queue);
    return local.rows(PENDING.bound()).stream()
        .map(
            row ->
                new PendingForeignKey(
                    row.text("from_table"),
                    row.text("to_table"),
                    row.text("fkey_name"),
                    row.text("fkey_def"),
                    row.texts("unfinished"),
                    row.texts("unreplicated")))
        .toList();
  }
}
