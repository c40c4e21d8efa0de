package org.jlondiste.worker;

import org.jlondiste.handler.HandlerShelf;
import org.jlondiste.postgres.Session;

/** The session to the node's own database and what belongs to it. */
record Target(Session session, HandlerShelf handlers) {}
