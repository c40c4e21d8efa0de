package org.jlondiste.error;

import org.jspecify.annotations.Nullable;

/**
 * Something went wrong that the operator can mend. The message says what and where, in the
 * operator's words and without a full stop; the hint says what to do next.
 *
 * <p>Everything else that is thrown is a fault of jlondiste.
 */
public class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;
  private final String hint;

  public UserError(ExitCode exitCode, String problem, String hint) {
    this(exitCode, problem, hint, null);
  }

  public UserError(ExitCode exitCode, String problem, String hint, @Nullable Throwable cause) {
    super(problem, cause);
    this.exitCode = exitCode;
    this.hint = hint;
  }

  /** What went wrong and where; never null. */
  public String problem() {
    return String.valueOf(getMessage());
  }

  /** What to do next; empty when the problem says it all. */
  public String hint() {
    return hint;
  }

  public ExitCode exitCode() {
    return exitCode;
  }
}
