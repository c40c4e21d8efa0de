package org.jlondiste.error;

import org.jspecify.annotations.Nullable;

/** A database could not be reached, or refused what was asked of it. */
public final class DatabaseError extends UserError {
  private static final long serialVersionUID = 1L;

  private final String sqlState;

  /**
   * @param problem what was refused, by which database
   * @param hint what to do next; may be empty
   * @param sqlState the five letters of the server's SQLSTATE; empty if the server did not answer
   */
  public DatabaseError(String problem, String hint, String sqlState, @Nullable Throwable cause) {
    super(ExitCode.DATABASE, problem, hint, cause);
    this.sqlState = sqlState;
  }

  public String sqlState() {
    return sqlState;
  }

  /** True when the connection is gone and the same work may go through on a new one. */
  public boolean isConnectionLoss() {
    return sqlState.isEmpty()
        || sqlState.startsWith("08")
        || sqlState.startsWith("57P")
        || sqlState.equals("25P03");
  }

  /** True when the same work may go through if it is simply done again. */
  public boolean isTransient() {
    return isConnectionLoss()
        || sqlState.startsWith("40")
        || sqlState.startsWith("53")
        || sqlState.equals("55P03")
        || sqlState.equals("57014");
  }

  /** True when the rows themselves are refused: a constraint, a type, a value out of range. */
  public boolean isRefusalOfData() {
    return sqlState.startsWith("22") || sqlState.startsWith("23") || sqlState.equals("42804");
  }

  /** The server does not do such a thing, or not at this point of a transaction. */
  public boolean isRefusalOfWay() {
    return sqlState.equals("25000") || sqlState.equals("55000") || sqlState.equals("0A000");
  }
}
