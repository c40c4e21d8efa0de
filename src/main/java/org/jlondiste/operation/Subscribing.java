package org.jlondiste.operation;

import java.util.List;
import java.util.Optional;
import org.jlondiste.error.StateError;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.topology.Membership;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.jlondiste.topology.Subscriber;

/** Registers a node with another one that is to be its provider; again, if need be. */
final class Subscribing {
  private static final Sql CONSUMER_EXISTS = Sql.of(Subscribing.class, "consumer_exists.sql");

  private final NodeSession provider;
  private final NodeInfo subscriber;

  Subscribing(NodeSession provider, NodeInfo subscriber) {
    this.provider = provider;
    this.subscriber = subscriber;
  }

  /**
   * Registers it, in one transaction.
   *
   * @param location of the subscriber
   * @param reached the tick that it goes on from
   */
  void run(String location, TickId reached) {
    Session session = provider.session();
    Membership membership =
        new Membership(session, provider.node().name(), provider.node().queue());
    session.transactionally(
        () -> {
          if (subscribers().stream().anyMatch(found -> found.name().equals(subscriber.name()))) {
            membership.unregisterSubscriber(subscriber.name());
          }
          membership.registerLocation(subscriber.name(), location, false);
          membership.registerSubscriber(
              subscriber.name(), subscriber.workerName(), Optional.of(reached));
        });
  }

  /**
   * @throws StateError if the name of the subscriber's worker belongs to somebody else there
   */
  void refuseTakenName() {
    boolean mine =
        subscribers().stream()
            .anyMatch(
                found ->
                    found.name().equals(subscriber.name())
                        && found.workerName().equals(subscriber.workerName()));
    boolean taken =
        provider
            .session()
            .row(
                CONSUMER_EXISTS
                    .with("queue", provider.node().queue())
                    .with("consumer", subscriber.workerName()))
            .bool("found");
    if (taken && !mine) {
      throw new StateError(
          "consumer name "
              + subscriber.workerName()
              + " is in use already on node "
              + provider.node().name(),
          "another node has the same job_name; it cannot share a provider with this one");
    }
  }

  private List<Subscriber> subscribers() {
    return new Nodes(provider.session()).subscribers(provider.node().queue());
  }
}
