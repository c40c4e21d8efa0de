package org.jlondiste.handler;

import java.util.List;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;

/**
 * Something that a handler wants done on the target between changes.
 *
 * @param table its name in the set
 * @param eventId of the event it is done for
 */
public record HandlerTask(TableName table, long eventId, Deed deed) {
  private static final Sql EXISTS = Sql.of(HandlerTask.class, "table_exists.sql");

  /**
   * Does tasks in the transaction under way, one after the other.
   *
   * @throws HandlerFailure naming the one that the server refused; roll the transaction back
   */
  public static void doAll(Session target, List<HandlerTask> tasks) {
    for (HandlerTask task : tasks) {
      try {
        task.run(target);
      } catch (DatabaseError e) {
        if (e.isTransient()) {
          throw e;
        }
        throw new HandlerFailure(task.table(), task.eventId(), e.problem(), e);
      }
    }
  }

  private void run(Session target) {
    if (deed instanceof Deed.Run statement) {
      target.execute(statement.sql());
    } else if (deed instanceof Deed.Prepare prepare) {
      prepare(target, prepare);
    }
  }

  static void prepare(Session target, Deed.Prepare prepare) {
    TableName wanted = prepare.table();
    boolean there =
        target
            .row(EXISTS.with("schema", wanted.schema()).with("table", wanted.name()))
            .bool("found");
    if (!there) {
      prepare.statements().forEach(target::execute);
    }
  }
}
