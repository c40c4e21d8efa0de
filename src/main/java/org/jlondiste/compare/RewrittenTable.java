package org.jlondiste.compare;

import org.jlondiste.error.ExitCode;
import org.jlondiste.error.UserError;
import org.jlondiste.model.TableName;

/**
 * A table was written anew, by truncate or alter table, after the moment that is looked at, which
 * shows no row of it. At a later moment it can be read.
 */
public final class RewrittenTable extends UserError {
  private static final long serialVersionUID = 1L;

  RewrittenTable(TableName table, String database) {
    super(
        ExitCode.STATE,
        "table "
            + table
            + " was written anew in "
            + database
            + ", by truncate or alter table, after the moment that is looked at",
        "give the command again");
  }
}
