package org.jlondiste.operation;

import java.util.List;
import java.util.Optional;
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
 * Ends the registrations that a node has left behind on nodes it does not read from any more: on
 * its former provider, and those of tries that were broken off.
 */
final class Departure {
  private static final Logger LOG = LoggerFactory.getLogger(Departure.class);

  private final Databases databases;
  private final NodeInfo leaving;
  private final List<Member> members;

  /**
   * @param leaving the node, as it was before
   * @param members all that it may be registered with
   */
  Departure(Databases databases, NodeInfo leaving, List<Member> members) {
    this.databases = databases;
    this.leaving = leaving;
    this.members = members;
  }

  /** True if one of them still has a registration of the node. */
  boolean isDue() {
    return members.stream().anyMatch(this::keeps);
  }

  /**
   * Ends them.
   *
   * @return the former provider, if it could not be told, and why
   */
  List<String> run() {
    return members.stream().flatMap(member -> leave(member).stream()).toList();
  }

  private boolean keeps(Member member) {
    try (NodeSession node = new Cascade(databases, leaving.queue()).open(member.location())) {
      return isSubscribed(node.session());
    } catch (UserError e) {
      return false;
    }
  }

  private Optional<String> leave(Member member) {
    try (NodeSession node = new Cascade(databases, leaving.queue()).open(member.location())) {
      if (isSubscribed(node.session())) {
        new Membership(node.session(), member.name(), leaving.queue())
            .unregisterSubscriber(leaving.name());
      }
      return Optional.empty();
    } catch (UserError e) {
      String failure = "node " + member.name() + ": " + e.problem();
      if (member.name().equals(leaving.providerNode())) {
        LOG.warn("failed to unregister from old provider: {}", failure);
        return Optional.of(failure);
      }
      LOG.debug("{}", failure);
      return Optional.empty();
    }
  }

  private boolean isSubscribed(Session session) {
    return new Nodes(session)
        .subscribers(leaving.queue()).stream()
            .anyMatch(found -> found.name().equals(leaving.name()));
  }
}
