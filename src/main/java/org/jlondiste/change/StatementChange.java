package org.jlondiste.change;

import org.jlondiste.model.TableName;

/**
 * A row change told as a piece of SQL that names only the columns that changed, as {@code
 * pgq.sqltriga} writes it.
 *
 * @param operation INSERT, UPDATE or DELETE
 * @param sql what follows {@code insert into t}, {@code update t set} or {@code delete from t
 *     where}
 */
public record StatementChange(long eventId, Operation operation, TableName table, String sql)
    implements Change {
  public StatementChange {
    if (operation.toleratesAnything()) {
      throw new IllegalArgumentException("no partial SQL says " + operation);
    }
  }

  @Override
  public StatementChange withTable(TableName other) {
    return new StatementChange(eventId, operation, other, sql);
  }
}
