package org.jlondiste.operation;

import java.util.Optional;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.error.StateError;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Databases;
import org.jlondiste.queue.Subscription;
import org.jlondiste.queue.Ticks;
import org.jlondiste.queue.Ticks.Details;
import org.jlondiste.topology.Member;
import org.jlondiste.topology.Nodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether a tick of one node is that of another. Ticks have the same numbers all along a
 * cascade, but a root that was given up goes on numbering by itself: a node that read on from it
 * has changes that nobody else has.
 */
final class SameTick {
  private static final Logger LOG = LoggerFactory.getLogger(SameTick.class);

  /** A queue counts no more at the tick it is made with, whose time is its own. */
  private static final long FIRST = 1;

  private final Databases databases;
  private final NodeSession node;
  private final TickId reached;

  /**
   * @param node that has reached a tick
   */
  SameTick(Databases databases, NodeSession node, TickId reached) {
    this.databases = databases;
    this.node = node;
    this.reached = reached;
  }

  /**
   * Compares that tick with the one that a new provider has under its number.
   *
   * @throws StateError if it is another
   */
  void check(NodeSession provider) {
    Optional<Details> there = new Ticks(provider.session(), queue()).details(reached);
    Optional<Details> here = known();
    boolean differs =
        there.isPresent()
            && here.isPresent()
            && there.get().eventSequence() > FIRST
            && here.get().eventSequence() > FIRST
            && !there.get().time().equals(here.get().time());
    if (differs) {
      throw another(provider.node().name());
    }
  }

  /**
   * Looks, before the new provider may come to that number, whether it can come to that tick:
   * beyond the one at which a root was given up its successor numbers its own.
   *
   * @throws StateError if it cannot, or if that cannot be seen
   */
  void refuseOutrun(NodeSession provider) {
    String former = node.node().providerNode();
    if (!new Nodes(node.session()).member(queue(), former).dead()) {
      return;
    }
    try (NodeSession root =
        new Cascade(databases, queue())
            .openRoot(
                new Nodes(provider.session()).member(queue(), provider.node().name()).location())) {
      Optional<TickId> end =
          new Subscription(root.session(), queue(), Failover.gravestone(former)).position();
      if (end.isPresent() && end.get().isBefore(reached)) {
        throw another(provider.node().name());
      }
    } catch (DatabaseError e) {
      if (!node.node().isProvider()) {
        // nobody else could tell its tick from another under the same number
        throw new StateError(
            "the root above node "
                + provider.node().name()
                + " cannot be asked whether node "
                + node.node().name()
                + " has read more from node "
                + former
                + ", which is gone, than anybody else: "
                + e.problem(),
            "try again when the root can be reached from here");
      }
      LOG.debug("cannot ask the root above {}: {}", provider.node().name(), e.problem());
    }
  }

  private StateError another(String than) {
    String name = node.node().name();
    return new StateError(
        "tick "
            + reached
            + " of node "
            + name
            + " is not that of node "
            + than
            + ": it may have read changes from a root that was given up, which nobody else has",
        "drop it with 'drop-node " + name + "', and create it anew");
  }

  private Optional<Details> known() {
    if (node.node().isProvider()) {
      return new Ticks(node.session(), queue()).details(reached);
    }
    Member former = new Nodes(node.session()).member(queue(), node.node().providerNode());
    if (former.dead()) {
      return Optional.empty();
    }
    try (NodeSession provider = new Cascade(databases, queue()).open(former.location())) {
      Optional<Details> details = new Ticks(provider.session(), queue()).details(reached);
      if (details.isEmpty()) {
        LOG.warn("node {} does not know tick {} any more", former.name(), reached);
        throw another(former.name());
      }
      return details;
    } catch (DatabaseError e) {
      LOG.debug("cannot ask node {} for tick {}: {}", former.name(), reached, e.problem());
      return Optional.empty();
    }
  }

  private String queue() {
    return node.node().queue();
  }
}
