package org.jlondiste.operation;

import java.util.ArrayList;
import java.util.List;
import org.jlondiste.postgres.Databases;
import org.jlondiste.postgres.Session;
import org.jlondiste.topology.Nodes;

/** The nodes that read from one that has lost its place: they read from its successor from now. */
final class OtherSubscribers {
  private final Session local;
  private final Databases databases;
  private final String queue;
  private final Patience patience;

  /**
   * @param local session with the successor
   */
  OtherSubscribers(Session local, Databases databases, String queue, Patience patience) {
    this.local = local;
    this.databases = databases;
    this.queue = queue;
    this.patience = patience;
  }

  /**
   * Moves them, one after the other.
   *
   * @param from the node they read from
   * @return those that could not be moved, and why
   */
  List<String> moveFrom(String from) {
    List<String> failures = new ArrayList<>();
    String here = new Nodes(local).node(queue).name();
    failures.addAll(
        new LivingMembers(local, databases, queue, here, from)
            .tryToVisit(
                other -> {
                  if (other.node().providerNode().equals(from)) {
                    failures.addAll(
                        new ChangeProvider(other.session(), databases, queue, patience)
                            .run(here)
                            .failures());
                  }
                }));
    return failures;
  }
}
