package org.jlondiste.operation;

import java.util.List;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;

/** The databases of a server in which there may be queues. */
public final class ServerDatabases {
  private static final Sql DATABASES = Sql.of(ServerDatabases.class, "server_databases.sql");

  private ServerDatabases() {}

  /** Their names, in order. */
  public static List<String> of(Session session) {
    return session.rows(DATABASES.bound()).stream().map(row -> row.text("name")).toList();
  }
}
