package org.jlondiste.error;

/** The words on the command line are wrong. */
public final class UsageError extends UserError {
  private static final long serialVersionUID = 1L;

  public UsageError(String problem, String hint) {
    super(ExitCode.USAGE, problem, hint);
  }
}
