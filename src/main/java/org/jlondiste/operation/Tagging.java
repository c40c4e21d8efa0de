package org.jlondiste.operation;

import java.util.ArrayList;
import java.util.List;
import org.jlondiste.error.StateError;
import org.jlondiste.error.UserError;
import org.jlondiste.postgres.Databases;
import org.jlondiste.postgres.Session;
import org.jlondiste.topology.Member;
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
    List<String> failures = new ArrayList<>();
    for (Member member : nodes.members(queue)) {
      boolean counts = !member.dead() && !member.name().equals(name);
      if (member.name().equals(here.name())) {
        new Membership(local, queue).registerLocation(name, null, dead);
      } else if (counts || (!dead && member.name().equals(name))) {
        tell(member, name, dead, failures);
      }
    }
    return new Report(failures);
  }

  private void tell(Member member, String name, boolean dead, List<String> failures) {
    try (NodeSession node = new Cascade(databases, queue).open(member.location())) {
      new Membership(node.session(), member.name(), queue).registerLocation(name, null, dead);
    } catch (UserError e) {
      String failure = "node " + member.name() + ": " + e.problem();
      LOG.warn("{}", failure);
      failures.add(failure);
    }
  }
}
