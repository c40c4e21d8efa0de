package org.jlondiste.error;

/**
 * How a command ends, as its process exit status. Scripts rely on these numbers: they are a
 * promise.
 */
public enum ExitCode {
  /** The command did what it was asked to. */
  OK(0),
  /** The command worked and found differences, or left out something it was asked for. */
  DIFFERENT(1),
  /** The words on the command line are wrong. */
  USAGE(2),
  /** The INI file or a connection string is wrong. */
  CONFIGURATION(3),
  /** The nodes, tables or processes are not in the state that the command needs. */
  STATE(4),
  /** A database could not be reached or refused a statement. */
  DATABASE(5),
  /** A signal or a time limit ended the command before its work was done. */
  INTERRUPTED(6),
  /** A fault of jlondiste itself. */
  INTERNAL(70);

  private final int value;

  ExitCode(int value) {
    this.value = value;
  }

  /** The process exit status. */
  public int value() {
    return value;
  }
}
