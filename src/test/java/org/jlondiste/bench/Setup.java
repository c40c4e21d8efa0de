package org.jlondiste.bench;

import org.jlondiste.support.Database;

/** Sets up one system between two databases. */
interface Setup {
  Replication of(Database source, Database target) throws Exception;
}
