package org.jlondiste.check;

import org.jlondiste.postgres.Row;
import org.jlondiste.postgres.Server;
import org.jlondiste.postgres.Session;

/**
 * What one database is.
 *
 * @param collate what text is ordered by, with its provider unless that is the system
 * @param identity equal for one and the same database of one and the same running server
 * @param clock seconds since 1970
 * @param size as people write it
 * @param role whose rights we have
 */
public record DatabaseFacts(
    String location,
    Server server,
    String encoding,
    String collate,
    String ctype,
    String identity,
    double clock,
    String size,
    String role) {
  private static final Question DATABASE = Question.of("database");

  static DatabaseFacts read(Session session) {
    Row row = DATABASE.ask(session).get(0);
    return new DatabaseFacts(
        session.target().toString(),
        session.server(),
        row.text("encoding"),
        row.text("collate"),
        row.text("ctype"),
        row.text("server") + " " + row.text("oid"),
        row.real("clock"),
        row.text("size"),
        row.text("role_name"));
  }
}
