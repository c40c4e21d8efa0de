package org.jlondiste.operation;

import java.util.List;
import org.jlondiste.error.StateError;
import org.jlondiste.postgres.Databases;
import org.jlondiste.postgres.Session;
import org.jlondiste.topology.Member;
import org.jlondiste.topology.Membership;
import org.jlondiste.topology.Nodes;

/** Tells all members of a set that one of them is reached by another connect string from now on. */
public final class RelocateNode {
  private final Session local;
  private final Databases databases;
  private final String queue;

  /**
   * @param local session with any member of the set
   */
  public RelocateNode(Session local, Databases databases, String queue) {
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

  /**
   * Tells them.
   *
   * @param connectString where the node is now
   * @param location the same without a password
   * @param checked make sure that the node is there
   */
  public Report run(String name, String connectString, String location, boolean checked) {
    Member member = new Nodes(local).member(queue, name);
    if (checked) {
      check(name, connectString);
    }
    // here first, so that the node itself is found by the new way
    new Membership(local, queue).registerLocation(name, location, member.dead());
    return new Report(
        new LivingMembers(local, databases, queue, new Nodes(local).node(queue).name())
            .tryToVisit(
                node ->
                    new Membership(node.session(), node.node().name(), queue)
                        .registerLocation(name, location, member.dead())));
  }

  private void check(String name, String connectString) {
    try (NodeSession there = new Cascade(databases, queue).open(connectString)) {
      if (!there.node().name().equals(name)) {
        throw new StateError(
            "behind that connect string is node " + there.node().name() + ", not " + name,
            "correct it; --nocheck skips this check");
      }
    }
  }
}
