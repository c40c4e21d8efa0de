package org.jlondiste.operation;

import java.util.ArrayList;
import java.util.List;
import org.jlondiste.error.UserError;
import org.jlondiste.postgres.Databases;
import org.jlondiste.postgres.Session;
import org.jlondiste.topology.Member;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The nodes that read from one that has lost its place: they read from its successor from now. */
final class OtherSubscribers {
  private static final Logger LOG = LoggerFactory.getLogger(OtherSubscribers.class);

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
    NodeInfo here = new Nodes(local).node(queue);
    for (Member member : new Nodes(local).members(queue)) {
      if (member.dead() || member.name().equals(here.name()) || member.name().equals(from)) {
        continue;
      }
      try (NodeSession other = new Cascade(databases, queue).open(member.location())) {
        if (other.node().providerNode().equals(from)) {
          failures.addAll(
              new ChangeProvider(other.session(), databases, queue, patience)
                  .run(here.name())
                  .failures());
        }
      } catch (UserError e) {
        String failure = "node " + member.name() + ": " + e.problem();
        LOG.warn("{}", failure);
        failures.add(failure);
      }
    }
    return failures;
  }
}
