package org.jlondiste.operation;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jlondiste.compare.Waiting;
import org.jlondiste.error.InterruptionError;
import org.jlondiste.error.StateError;
import org.jlondiste.model.TickId;
import org.jlondiste.topology.ConsumerState;
import org.jlondiste.topology.NodeInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for workers to come to a tick, tells how far they are, and gives up in time. */
final class WorkerWait implements Waiting {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerWait.class);
  private static final Duration INTERVAL = Duration.ofMillis(50);
  private static final Duration BETWEEN_WORDS = Duration.ofSeconds(10);

  private final Waiter waiter;
  private final LongSupplier nanoClock;
  private final Optional<Duration> limit;
  private Duration waited = Duration.ZERO;
  private long saidAt;
  private Optional<TickId> announced = Optional.empty();

  /**
   * @param limit how long to wait in all; none for as long as it takes
   */
  WorkerWait(Waiter waiter, LongSupplier nanoClock, Optional<Duration> limit) {
    this.waiter = waiter;
    this.nanoClock = nanoClock;
    this.limit = limit;
  }

  @Override
  public void pause(NodeInfo node, TickId tick, ConsumerState state) {
    if (state.paused()) {
      throw new StateError(
          "the worker of node " + node.name() + " is paused at tick " + state.completedTick(),
          "let it go on with 'resume', then compare");
    }
    if (limit.isPresent() && waited.compareTo(limit.get()) >= 0) {
      throw new InterruptionError(
          "waited "
              + limit.get().toSeconds()
              + " s in vain for the worker of node "
              + node.name()
              + " to reach tick "
              + tick
              + "; it is at tick "
              + state.completedTick()
              + state.error().map(error -> " (" + error + ")").orElse(""),
          "see that it runs and gets on ('status'); --timeout gives it more time, --force no end of"
              + " it");
    }
    say(node, tick, state);
    waiter.pause(INTERVAL);
    waited = waited.plus(INTERVAL);
  }

  private void say(NodeInfo node, TickId tick, ConsumerState state) {
    long now = nanoClock.getAsLong();
    boolean isNew = !announced.equals(Optional.of(tick));
    if (isNew || now - saidAt >= BETWEEN_WORDS.toNanos()) {
      LOG.info(
          "Waiting for the worker of node {} to reach tick {}; it is at tick {}",
          node.name(),
          tick,
          state.completedTick());
      announced = Optional.of(tick);
      saidAt = now;
    }
  }
}
