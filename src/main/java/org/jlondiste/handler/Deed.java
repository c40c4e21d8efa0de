package org.jlondiste.handler;

import java.util.List;
import org.jlondiste.change.Change;
import org.jlondiste.model.TableName;

/** Something to be done on the target for a change. */
public sealed interface Deed permits Deed.Apply, Deed.Run, Deed.Prepare {

  /** Apply a change to the table that it names. */
  record Apply(Change change) implements Deed {}

  /** Run a statement. */
  record Run(String sql) implements Deed {}

  /**
   * Make a table before changes are applied to it.
   *
   * @param table nothing is done if it is there
   * @param statements run one after the other
   */
  record Prepare(TableName table, List<String> statements) implements Deed {
    public Prepare {
      statements = List.copyOf(statements);
    }
  }
}
