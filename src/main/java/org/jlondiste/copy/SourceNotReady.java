package org.jlondiste.copy;

import org.jlondiste.error.ExitCode;
import org.jlondiste.error.UserError;
import org.jlondiste.model.TableName;

/** The source has not all rows of the table yet, or applies nothing to it any more. */
final class SourceNotReady extends UserError {
  private static final long serialVersionUID = 1L;

  SourceNotReady(TableName table) {
    super(ExitCode.STATE, "Table " + table + " not OK on provider, waiting", "");
  }
}
