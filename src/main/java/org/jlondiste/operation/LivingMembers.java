package org.jlondiste.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jlondiste.error.UserError;
import org.jlondiste.postgres.Databases;
import org.jlondiste.postgres.Session;
import org.jlondiste.topology.Member;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Visits the members of a set that are not tagged as dead, the local node first. */
final class LivingMembers {
  private static final Logger LOG = LoggerFactory.getLogger(LivingMembers.class);

  private final Session local;
  private final Databases databases;
  private final String queue;
  private final Set<String> left;

  /**
   * @param left names of members that are not visited
   */
  LivingMembers(Session local, Databases databases, String queue, String... left) {
    this.local = local;
    this.databases = databases;
    this.queue = queue;
    this.left = Set.of(left);
  }

  /**
   * Visits them one after the other.
   *
   * @param visit what it throws ends the round
   * @return those that could not be reached, and why
   */
  List<String> visit(Consumer<NodeSession> visit) {
    List<String> failures = new ArrayList<>();
    NodeInfo here = new Nodes(local).node(queue);
    if (!left.contains(here.name())) {
      visit.accept(new NodeSession(local, here));
    }
    for (Member member : others(here)) {
      Optional<NodeSession> reached = open(member, failures);
      if (reached.isPresent()) {
        try (NodeSession node = reached.get()) {
          visit.accept(node);
        }
      }
    }
    return failures;
  }

  /** The same, and what a visit throws is a failure like not being reached. */
  List<String> tryToVisit(Consumer<NodeSession> visit) {
    List<String> failures = new ArrayList<>();
    failures.addAll(
        visit(
            node -> {
              try {
                visit.accept(node);
              } catch (UserError e) {
                failures.add(failure(node.node().name(), e));
              }
            }));
    return failures;
  }

  private List<Member> others(NodeInfo here) {
    return new Nodes(local)
        .members(queue).stream()
            .filter(member -> !member.dead() && !member.name().equals(here.name()))
            .filter(member -> !left.contains(member.name()))
            .toList();
  }

  private Optional<NodeSession> open(Member member, List<String> failures) {
    try {
      return Optional.of(new Cascade(databases, queue).open(member.location()));
    } catch (UserError e) {
      failures.add(failure(member.name(), e));
      return Optional.empty();
    }
  }

  private static String failure(String name, UserError e) {
    String failure = "node " + name + ": " + e.problem();
    LOG.warn("{}", failure);
    return failure;
  }
}
