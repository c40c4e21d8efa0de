package org.jlondiste.error;

/**
 * How a command ends, as its process exit status. Scripts rely on these numbers: they are a
 * promise.
 */
public enum ExitCode {
  OK(0, "The command did what it was asked to."),
  DIFFERENT(1, "The command worked and found differences, or left out something it was asked for."),
  USAGE(2, "The words on the command line are wrong."),
  CONFIGURATION(3, "The INI file or a connection string is wrong."),
  STATE(4, "The nodes, tables or processes are not in the state that the command needs."),
  DATABASE(5, "A database could not be reached or refused a statement."),
  INTERRUPTED(6, "A signal or a time limit ended the command before its work was done."),
  INTERNAL(70, "A fault of jlondiste itself.");

  private final int value;
  private final String meaning;

  ExitCode(int value, String meaning) {
    this.value = value;
    this.meaning = meaning;
  }

  /** The process exit status. */
  public int value() {
    return value;
  }

  /** What the status says, in one sentence. */
  public String meaning() {
    return meaning;
  }
}
