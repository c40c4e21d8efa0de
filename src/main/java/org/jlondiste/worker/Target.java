package org.jlondiste.worker;

import java.util.Optional;
import org.jlondiste.handler.HandlerShelf;
import org.jlondiste.postgres.Session;

/**
 * The session to the node's own database and what belongs to it.
 *
 * @param combined the queue that the node is to feed
 */
record Target(Session session, HandlerShelf handlers, Optional<CombinedQueue> combined) {}
