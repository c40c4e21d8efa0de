package org.jlondiste.operation;

import java.util.ArrayList;
import java.util.List;
import org.jlondiste.error.StateError;
import org.jlondiste.postgres.Databases;
import org.jlondiste.postgres.Session;
import org.jlondiste.topology.Membership;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells all members of a set that one of them is out of reach for good, so that nobody asks it any
 * more, or that it is back.
 */
public final class Tagging {
  private static final Logger LOG = LoggerFactory.getLogger(Tagging.class);

  private final Session local;
  private final Databases databases;
  private final String queue;

  public Tagging(Session local, Databases databases, String queue) {
    this.local = local;
    this.databases = databases;
    this.queue = queue;
  }

  /**
   * What came of it.
   *
   * @param failures members that could not be told, one line each
   */
  public record Report(List<String> failures) {
    public Report {
      failures = List.copyOf(failures);
    }
  }

  /** Tags a node as dead or alive, on all members that are alive themselves. */
  public Report run(String name, boolean dead) {
    Nodes nodes = new Nodes(local);
    NodeInfo here = nodes.node(queue);
    nodes.member(queue, name);
    if (dead && here.name().equals(name)) {
      throw new StateError(
          "node " + name + " is the one that this command works on",
          "run the command with the INI file of another node");
    }
    LOG.info("Tagging node '{}' as {}", name, dead ? "dead" : "alive");
    LivingMembers members =
        dead
            ? new LivingMembers(local, databases, queue, name)
            : new LivingMembers(local, databases, queue);
    List<String> failures = new ArrayList<>();
    if (!dead) {
      // first here, so that the node itself is told, too
      new Membership(local, queue).registerLocation(name, null, false);
    }
    failures.addAll(
        members.tryToVisit(
            node -> {
              if (dead || !node.node().name().equals(here.name())) {
                new Membership(node.session(), node.node().name(), queue)
                    .registerLocation(name, null, dead);
              }
            }));
    return new Report(failures);
  }
}
