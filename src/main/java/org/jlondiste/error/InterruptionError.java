package org.jlondiste.error;

/** A signal or a time limit ended the work before it was done. */
public final class InterruptionError extends UserError {
  private static final long serialVersionUID = 1L;

  public InterruptionError(String problem, String hint) {
    super(ExitCode.INTERRUPTED, problem, hint);
  }
}
