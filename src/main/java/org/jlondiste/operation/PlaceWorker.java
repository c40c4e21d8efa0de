package org.jlondiste.operation;

import org.jlondiste.error.StateError;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Databases;
import org.jlondiste.postgres.Session;
import org.jlondiste.queue.Subscription;
import org.jlondiste.queue.Ticks;
import org.jlondiste.topology.Attendance;
import org.jlondiste.topology.ConsumerRecord;
import org.jlondiste.topology.ConsumerState;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the provider and a node agree again how far the node's worker is, after one of the two
 * databases was brought back from a backup. The worker must not be running.
 */
public final class PlaceWorker {
  private static final Logger LOG = LoggerFactory.getLogger(PlaceWorker.class);

  private final Session local;
  private final Databases databases;
  private final String queue;

  public PlaceWorker(Session local, Databases databases, String queue) {
    this.local = local;
    this.databases = databases;
    this.queue = queue;
  }

  /**
   * Has the provider offer the changes since the tick that the node has reached.
   *
   * @return that tick
   * @throws StateError if the provider keeps them no longer
   */
  public TickId rewind() {
    NodeInfo here = stoppedSubscriber();
    try (NodeSession provider = new Cascade(databases, queue).openProvider(here)) {
      TickId completed = record(here).state().completedTick();
      if (new Ticks(provider.session(), queue).details(completed).isEmpty()) {
        throw new StateError(
            "node "
                + provider.node().name()
                + " has no tick "
                + completed
                + ", at which node "
                + here.name()
                + " is",
            "what came since is not to be had: 'worker --reset', then 'resync --all'");
      }
      LOG.info("Rewinding queue");
      new Subscription(provider.session(), queue, here.workerName()).registerAt(completed);
      return completed;
    }
  }

  /**
   * Takes it that the node has all up to where the provider offers changes. Nothing is applied: the
   * tables are as far as they were.
   *
   * @return the tick where it goes on
   * @throws StateError if the provider does not know the node's worker
   */
  public TickId reset() {
    NodeInfo here = stoppedSubscriber();
    try (NodeSession provider = new Cascade(databases, queue).openProvider(here)) {
      TickId offered =
          new Subscription(provider.session(), queue, here.workerName())
              .position()
              .orElseThrow(
                  () ->
                      new StateError(
                          "node "
                              + provider.node().name()
                              + " does not know worker "
                              + here.workerName(),
                          "'worker --rewind' registers it"));
      ConsumerRecord record = record(here);
      ConsumerState state = record.state();
      LOG.info("Resetting queue tracking on dst side");
      if (!offered.equals(state.completedTick())) {
        LOG.warn(
            "Going on at tick {} instead of {}: what lies between is not applied, or is applied"
                + " twice; look with 'compare', or copy with 'resync --all'",
            offered,
            state.completedTick());
        new Attendance(local, queue).keep(() -> record.setCompleted(offered));
      }
      return offered;
    }
  }

  private ConsumerRecord record(NodeInfo here) {
    return new ConsumerRecord(local, here.name(), queue, here.workerName());
  }

  private NodeInfo stoppedSubscriber() {
    Nodes nodes = new Nodes(local);
    NodeInfo here = nodes.node(queue);
    if (here.isRoot()) {
      throw new StateError(
          "node " + here.name() + " is the root, it reads from nobody", "run it for another node");
    }
    if (nodes.workerRuns(queue).orElse(false)) {
      throw new StateError(
          "the worker of node " + here.name() + " is running", "stop it first: 'worker --stop'");
    }
    return here;
  }
}
