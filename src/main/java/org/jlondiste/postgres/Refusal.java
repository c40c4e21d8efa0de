package org.jlondiste.postgres;

import java.sql.SQLException;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.model.ConnectTarget;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Puts what a server or the driver refused into the operator's words. */
final class Refusal {
  private static final String REPLICATION_ROLE = "session_replication_role";

  private static final String INSUFFICIENT_PRIVILEGE = "42501";
  private static final long MEGABYTE = 1024 * 1024;

  private Refusal() {}

  static DatabaseError of(ConnectTarget target, String what, SQLException cause) {
    String problem = message(cause) + " (" + target + ", in " + what + ")";
    return new DatabaseError(problem, hint(cause), state(cause), cause);
  }

  static DatabaseError ofLogin(ConnectTarget target, SQLException cause) {
    String state = state(cause);
    String hint =
        switch (state) {
          case "28P01", "28000" ->
              "check user and password (connect string, PGPASSWORD or ~/.pgpass; for other nodes also"
                  + " remote_extra_connstr in the INI file) and the server's pg_hba.conf";
          case "08004" ->
              "check password (connect string, PGPASSWORD or ~/.pgpass; for other nodes also"
                  + " remote_extra_connstr = password=… in the INI file) and sslmode";
          case "3D000" -> "create the database, or correct dbname in the connect string";
          case "08001", "08006", "" ->
              "check that the server runs and that host and port are right";
          default -> hint(cause);
        };
    if (!target.remark().isEmpty()) {
      hint = target.remark() + "; " + hint;
    }
    return new DatabaseError(
        "cannot connect to " + target + ": " + message(cause), hint, state, cause);
  }

  private static String message(SQLException cause) {
    ServerErrorMessage server = serverMessage(cause);
    if (server == null || server.getMessage() == null) {
      return String.valueOf(cause.getMessage());
    }
    String detail = server.getDetail();
    return detail == null ? server.getMessage() : server.getMessage() + ": " + detail;
  }

  private static String hint(SQLException cause) {
    if (FetchSize.ranOut(cause)) {
      return "it is tried again with fewer rows at a time; if one row alone is too large, give the"
          + " process more than "
          + Runtime.getRuntime().maxMemory() / MEGABYTE
          + " MB: JLONDISTE_OPTS=-Xmx1g";
    }
    ServerErrorMessage server = serverMessage(cause);
    if (server == null) {
      return "";
    }
    if (String.valueOf(server.getMessage()).contains(REPLICATION_ROLE)) {
      return "workers need a superuser; from PostgreSQL 15 on this will do as well: grant set on"
          + " parameter "
          + REPLICATION_ROLE
          + " to ROLE; before, that a superuser creates the node and grants londiste_writer to"
          + " ROLE";
    }
    String hint = server.getHint();
    if (hint == null && state(cause).equals(INSUFFICIENT_PRIVILEGE)) {
      return "grant the role what it lacks, or use one that owns database and tables";
    }
    return hint == null ? "" : hint;
  }

  private static String state(SQLException cause) {
    String state = cause.getSQLState();
    return state == null ? "" : state;
  }

  private static @Nullable ServerErrorMessage serverMessage(SQLException cause) {
    return cause instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
  }
}
