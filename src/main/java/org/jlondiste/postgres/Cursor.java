package org.jlondiste.postgres;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jlondiste.error.DatabaseError;

/** An answer whose rows are fetched as they are asked for. For one thread at a time. */
public final class Cursor implements AutoCloseable {
  private final Session session;
  private final String purpose;
  private final int fetchSize;
  private final PreparedStatement statement;
  private final ResultSet resultSet;
  private final Cells cells;

  /**
   * Puts the question.
   *
   * @param statement closed with the cursor, or if the server refuses it
   * @param purpose the statement's name in messages
   */
  Cursor(Session session, PreparedStatement statement, String purpose, int fetchSize) {
    this.session = session;
    this.statement = statement;
    this.purpose = purpose;
    this.fetchSize = FetchSize.atMost(fetchSize);
    try {
      statement.setFetchSize(this.fetchSize);
      this.resultSet = statement.executeQuery();
    } catch (SQLException e) {
      DatabaseError refused = refused(e);
      closeStatement();
      throw refused;
    }
    this.cells = new Cells(resultSet);
  }

  /** Goes to the next row; false if there is none. */
  public boolean next() {
    try {
      return resultSet.next();
    } catch (SQLException e) {
      throw refused(e);
    }
  }

  /** The row that {@link #next} went to. */
  public Cells cells() {
    return cells;
  }

  @Override
  public void close() {
    closeStatement();
  }

  private void closeStatement() {
    try {
      statement.close();
    } catch (SQLException e) {
      throw refused(e);
    }
  }

  private DatabaseError refused(SQLException e) {
    if (FetchSize.ranOut(e)) {
      FetchSize.lower(fetchSize);
    }
    return session.refused(purpose, e);
  }
}
