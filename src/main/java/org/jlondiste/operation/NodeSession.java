package org.jlondiste.operation;

import org.jlondiste.postgres.Session;
import org.jlondiste.topology.NodeInfo;

/** A session with a node, and what the node said about itself when it was opened. */
record NodeSession(Session session, NodeInfo node) implements AutoCloseable {
  @Override
  public void close() {
    session.close();
  }
}
