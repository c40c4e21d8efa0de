package org.jlondiste.schema;

import org.jlondiste.postgres.Session;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;

/** A database with the extensions of PgQ and Londiste, and one of the same version with ours. */
record Originals(Database theirs, Database ours) {
  static Originals create() {
    Database theirs = Servers.withExtensions().createDatabase("calls");
    theirs.run("create extension pgq", "create extension pgq_node", "create extension londiste");
    Database ours = Servers.get(theirs.server().version()).createDatabase("calls");
    try (Session session = ours.session()) {
      new Installer(session).install();
    }
    return new Originals(theirs, ours);
  }
}
