package org.jlondiste.operation;

import org.jlondiste.error.StateError;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Session;
import org.jlondiste.queue.Ticks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a tick at once, without waiting until one is due. */
public final class TickQueue {
  private static final Logger LOG = LoggerFactory.getLogger(TickQueue.class);

  private final Session session;

  public TickQueue(Session session) {
    this.session = session;
  }

  /**
   * Makes a tick.
   *
   * @return that tick; everything committed before lies before it
   */
  public TickId run(String queue) {
    QueueState state = new ShowQueues(session).queue(queue);
    if (state.settings().externalTicker()) {
      throw new StateError(
          "queue " + queue + " gets its ticks from elsewhere",
          state.node().isPresent()
              ? "those of a branch come from its provider: make them on the root"
              : "'queue config " + queue + " external_ticker=false' changes that");
    }
    if (state.settings().paused()) {
      throw new StateError(
          "the ticks of queue " + queue + " are paused",
          "'queue config " + queue + " ticker_paused=false' lets them go on");
    }
    TickId tick = new Ticks(session, queue).tickNow();
    if (state.lastTick().filter(last -> !last.isBefore(tick)).isPresent()) {
      throw new StateError(
          "queue " + queue + " got no tick: its last one is still " + tick,
          "somebody else may be at it; give the command again");
    }
    LOG.info("Queue {}: tick {}", queue, tick);
    return tick;
  }
}
