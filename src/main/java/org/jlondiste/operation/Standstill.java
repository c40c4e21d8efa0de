package org.jlondiste.operation;

import java.util.Optional;
import org.jlondiste.error.StateError;
import org.jlondiste.topology.ConsumerRecord;
import org.jlondiste.topology.ConsumerState;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.jlondiste.topology.UnsettledCopies;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a node's worker stand still while something changes that it must not see halfway. A worker
 * that is not there stands still already: when it comes it finds itself paused.
 */
final class Standstill {
  private static final Logger LOG = LoggerFactory.getLogger(Standstill.class);

  private final NodeSession node;
  private final String queue;
  private final Patience patience;
  private final ConsumerRecord worker;

  /**
   * @param node whose worker it is
   */
  Standstill(NodeSession node, String queue, Patience patience) {
    this.node = node;
    this.queue = queue;
    this.patience = patience;
    this.worker =
        new ConsumerRecord(node.session(), node.node().name(), queue, node.node().workerName());
  }

  /** Asks the worker to stand still, and waits until it does. */
  ConsumerState begin() {
    worker.setPaused(true);
    if (!worker.state().uptodate()) {
      LOG.info("Waiting for worker to accept");
    }
    return await(true);
  }

  /** The same, at a moment at which nothing hangs on who is the provider. */
  ConsumerState beginSettled() {
    while (true) {
      awaitSettled();
      ConsumerState state = begin();
      if (unsettled().isEmpty()) {
        return state;
      }
      release();
    }
  }

  /** Waits until Londiste's worker, if that runs the node, is done with copies of tables. */
  void awaitSettled() {
    UnsettledCopies unsettled = unsettled();
    if (unsettled.isEmpty()) {
      return;
    }
    String name = node.node().name();
    patience.awaitAloud(
        "Londiste's worker of node "
            + name
            + " to be done with the copies of "
            + unsettled.names()
            + ": it tells what they hold by transactions of its provider",
        "its worker must run and not be paused, and its provider must tick; if that is gone for"
            + " good: 'tag-dead "
            + node.node().providerNode()
            + "'",
        () -> unsettled().isEmpty() ? Optional.of(true) : Optional.empty());
  }

  private UnsettledCopies unsettled() {
    return UnsettledCopies.of(node.session(), queue);
  }

  /** Lets the worker go on, and waits until it knows. */
  void end() {
    release();
    await(false);
  }

  /** Lets the worker go on as soon as it looks. */
  void release() {
    if (worker.state().paused()) {
      worker.setPaused(false);
    }
  }

  /** Waits until the worker has seen what was asked of it. */
  ConsumerState await(boolean paused) {
    NodeInfo info = node.node();
    String word = paused ? "paused" : "resumed";
    ConsumerState state =
        patience.awaitAloud(
            "worker " + info.workerName() + " of node " + info.name() + " to be " + word,
            "look why it does not answer; stopped, it is not waited for",
            () -> look(paused));
    LOG.info("Consumer '{}' on node '{}' {}", info.workerName(), info.name(), word);
    return state;
  }

  private Optional<ConsumerState> look(boolean paused) {
    // first whether it is there: one that leaves after the answer has left nothing undone
    boolean gone = !new Nodes(node.session()).workerRuns(queue).orElse(true);
    ConsumerState state = worker.state();
    if (state.paused() != paused) {
      throw new StateError(
          "somebody else " + (paused ? "resumed" : "paused") + " the worker of " + state.nodeName(),
          "give the command again when nobody else is at it");
    }
    return state.uptodate() || gone ? Optional.of(state) : Optional.empty();
  }
}
