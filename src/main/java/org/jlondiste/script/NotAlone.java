package org.jlondiste.script;

import java.util.List;
import org.jlondiste.error.ExitCode;
import org.jlondiste.error.UserError;
import org.jlondiste.model.TableName;

/** A script changed rows of replicated tables to which others may be writing at the same time. */
final class NotAlone extends UserError {
  private static final long serialVersionUID = 1L;

  private final transient List<TableName> tables;

  NotAlone(List<TableName> tables) {
    super(
        ExitCode.STATE,
        "the script changes rows of " + tables + ", to which others may be writing",
        "let it begin with 'lock table … in share row exclusive mode'");
    this.tables = List.copyOf(tables);
  }

  List<TableName> tables() {
    return tables;
  }
}
