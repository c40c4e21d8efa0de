package org.jlondiste.copy;

import org.jlondiste.error.DatabaseError;
import org.jlondiste.error.UserError;

/**
 * Rows did not get over by a shortcut. They are to be tried without it; as text, a server names
 * what it does not take.
 */
final class ShortcutRefusal extends UserError {
  private static final long serialVersionUID = 1L;

  private final Shortcut shortcut;

  ShortcutRefusal(Shortcut shortcut, DatabaseError cause) {
    super(cause.exitCode(), cause.problem(), cause.hint(), cause);
    this.shortcut = shortcut;
  }

  Shortcut shortcut() {
    return shortcut;
  }
}
