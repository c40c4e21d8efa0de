package org.jlondiste.copy;

import org.jlondiste.error.DatabaseError;
import org.jlondiste.error.UserError;

/**
 * Rows did not get over in the binary format of COPY. They are to be tried as text, by which a
 * server names what it does not take.
 */
final class BinaryRefusal extends UserError {
  private static final long serialVersionUID = 1L;

  BinaryRefusal(DatabaseError cause) {
    super(cause.exitCode(), cause.problem(), cause.hint(), cause);
  }
}
