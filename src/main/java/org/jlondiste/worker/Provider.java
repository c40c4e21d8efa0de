package org.jlondiste.worker;

import org.jlondiste.apply.Applier;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.TextPassage;
import org.jlondiste.queue.Subscription;

/**
 * The session to the provider and what belongs to it.
 *
 * @param location how the provider is reached
 * @param subscription what is read
 * @param passage how its texts get into the node's own database
 * @param applier writes into the node's own database what was read
 */
record Provider(
    String location,
    Session session,
    Subscription subscription,
    TextPassage passage,
    Applier applier) {}
