package org.jlondiste.error;

/** Nodes, tables or processes are not in the state that was needed. */
public final class StateError extends UserError {
  private static final long serialVersionUID = 1L;

  public StateError(String problem, String hint) {
    super(ExitCode.STATE, problem, hint);
  }
}
