package org.jlondiste.postgres;

import java.sql.SQLException;
import org.postgresql.core.BaseConnection;

/**
 * A {@code COPY … FROM STDIN} under way. Closing it without {@link #finish} makes the server throw
 * away what it got. Not for use by several threads.
 */
public final class CopyIn implements AutoCloseable {
  private final org.postgresql.copy.CopyIn copy;
  private final Session session;
  private boolean finished;

  CopyIn(Session session, BaseConnection connection, String statement) throws SQLException {
    this.session = session;
    this.copy = connection.getCopyAPI().copyIn(statement);
  }

  /** Sends bytes in the format and the client encoding of the statement. */
  public void write(byte[] bytes, int offset, int length) {
    try {
      copy.writeToCopy(bytes, offset, length);
    } catch (SQLException e) {
      throw session.refused("COPY", e);
    }
  }

  /**
   * Ends the stream.
   *
   * @return the number of rows that the server stored
   */
  public long finish() {
    finished = true;
    try {
      return copy.endCopy();
    } catch (SQLException e) {
      throw session.refused("COPY", e);
    }
  }

  @Override
  public void close() {
    if (!finished && copy.isActive()) {
      finished = true;
      try {
        copy.cancelCopy();
      } catch (SQLException e) {
        session.refused("COPY", e);
      }
    }
  }
}
