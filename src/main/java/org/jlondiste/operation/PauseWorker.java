package org.jlondiste.operation;

import java.util.Optional;
import org.jlondiste.error.StateError;
import org.jlondiste.postgres.Session;
import org.jlondiste.topology.ConsumerRecord;
import org.jlondiste.topology.ConsumerState;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a node's worker to pause or to go on, and waits until it has seen that. */
public final class PauseWorker {
  private static final Logger LOG = LoggerFactory.getLogger(PauseWorker.class);

  private final Session session;
  private final String queue;
  private final Patience patience;

  /**
   * @param session with the node whose worker it is
   */
  public PauseWorker(Session session, String queue, Patience patience) {
    this.session = session;
    this.queue = queue;
    this.patience = patience;
  }

  /** What the worker does now. */
  public record Report(String node, String worker, boolean paused) {}

  /**
   * Asks and waits.
   *
   * @param paused true to pause, false to go on
   */
  public Report run(boolean paused) {
    NodeInfo node = new Nodes(session).node(queue);
    ConsumerRecord worker = new ConsumerRecord(session, node.name(), queue, node.workerName());
    worker.setPaused(paused);
    String word = paused ? "paused" : "resumed";
    if (!worker.state().uptodate()) {
      LOG.info("Waiting for worker to accept");
    }
    String awaited = "worker " + node.workerName() + " of node " + node.name() + " to be " + word;
    WorkerWatch watch = WorkerWatch.ofAnswer(session, queue, patience, awaited);
    patience.await(
        awaited,
        () -> watch.hint("start that worker; it will find itself " + word),
        () -> {
          ConsumerState state = worker.state();
          if (state.paused() != paused) {
            throw new StateError(
                "operation canceled? somebody else "
                    + (paused ? "resumed" : "paused")
                    + " the worker",
                "");
          }
          if (state.uptodate()) {
            return Optional.of(state);
          }
          watch.look();
          return Optional.empty();
        });
    LOG.info("Consumer '{}' on node '{}' {}", node.workerName(), node.name(), word);
    return new Report(node.name(), node.workerName(), paused);
  }
}
