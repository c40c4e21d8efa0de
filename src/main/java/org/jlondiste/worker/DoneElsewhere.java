package org.jlondiste.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jlondiste.model.Event;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Session;
import org.jlondiste.queue.Batch;
import org.jlondiste.queue.Subscription;
import org.jlondiste.queue.Ticks;
import org.jlondiste.topology.ConsumerState;

/**
 * What a leaf that feeds a combined queue need not apply itself, because the rows came with that
 * queue: of what its provider offers up to there it only follows the instructions.
 */
final class DoneElsewhere {
  private static final int AT_ONCE = 500;
  private static final long LARGEST = 1024 * 1024;
  private static final String INSTRUCTIONS = "ev_type like 'pgq.%' or ev_type like 'londiste.%'";

  private final Session local;
  private final String queue;
  private final WorkerOptions options;
  private final GlobalWatermark watermark;

  DoneElsewhere(Session local, String queue, WorkerOptions options, GlobalWatermark watermark) {
    this.local = local;
    this.queue = queue;
    this.options = options;
    this.watermark = watermark;
  }

  /** Gives the provider back what is done; true if there was something. */
  boolean catchUp(Session provider, Subscription subscription, ConsumerState state) {
    TickId completed = state.completedTick();
    TickId position = subscription.position().orElse(completed);
    if (completed.isBefore(position)) {
      if (new Ticks(provider, queue).details(completed).isPresent()) {
        subscription.registerAt(completed);
      }
      return false;
    }
    Optional<Batch> next =
        position.equals(completed)
            ? Optional.empty()
            : subscription.nextBatchUpTo(position, completed, options.batches().leastEvents());
    next.ifPresent(
        batch -> {
          follow(instructions(provider, subscription, batch), state);
          subscription.finish(batch);
        });
    return next.isPresent();
  }

  private static List<Event> instructions(
      Session provider, Subscription subscription, Batch batch) {
    List<Event> instructions = new ArrayList<>();
    provider.transactionally(
        () -> subscription.events(batch, AT_ONCE, INSTRUCTIONS, LARGEST, instructions::add));
    return instructions;
  }

  private void follow(List<Event> events, ConsumerState state) {
    Instructions instructions =
        new Instructions(local, queue, options, watermark, Optional.empty());
    local.transactionally(
        () -> events.forEach(event -> instructions.follow(event, state.nodeType())));
  }
}
