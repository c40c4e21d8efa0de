package org.jlondiste.copy;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jlondiste.apply.ApplyMode;
import org.jlondiste.error.InterruptionError;
import org.jlondiste.error.StateError;
import org.jlondiste.model.TickId;
import org.jlondiste.queue.Ticks;

/** Replays changes until a copy is where it has to be. */
final class Pursuit {
  /** A copy is near enough to meet the worker if it is behind by less. */
  private static final double NEAR_SECONDS = 1;

  /** Catching up goes on while each round leaves less than this part of the way before it. */
  private static final double WORTHWHILE = 0.8;

  private static final Duration POLL = Duration.ofMillis(50);

  private final String what;
  private final CatchUp replay;
  private final Ticks ticks;
  private final Optional<VisibleTransactions> visible;
  private final BooleanSupplier stopping;

  /**
   * @param what is copied, in words
   * @param ticks of the source
   * @param visible transactions whose changes the target has already
   * @param stopping tells when to break off
   */
  Pursuit(
      String what,
      CatchUp replay,
      Ticks ticks,
      Optional<VisibleTransactions> visible,
      BooleanSupplier stopping) {
    this.what = what;
    this.replay = replay;
    this.ticks = ticks;
    this.visible = visible;
    this.stopping = stopping;
  }

  /** The tick up to which changes are in the target. */
  TickId completed() {
    return replay.completed();
  }

  /** Replays up to the tick at which the copy is exact, which is made if it is not there yet. */
  void reach(TickId exact, ApplyMode mode) {
    while (completed().isBefore(exact)) {
      checkGoingOn();
      // whoever was about to make that tick may have died, and its number is left out
      TickId limit = ticks.firstFrom(exact).orElse(exact);
      if (!step(limit, mode)) {
        ticks.tickNow();
        if (!step(limit, mode)) {
          Undertaking.pause(POLL, what, stopping);
        }
      }
    }
  }

  /** Replays until the end of the queue is near, or comes no nearer: then the worker waits. */
  void comeNear() {
    double before = Double.MAX_VALUE;
    Ticks.Distance way = replay.wayToEnd();
    while (!stopping.getAsBoolean() && way.seconds() < before * WORTHWHILE) {
      while (!stopping.getAsBoolean() && completed().isBefore(way.last())) {
        stepOrPause(CatchUp.END);
      }
      before = way.seconds() > NEAR_SECONDS ? way.seconds() : 0;
      way = replay.wayToEnd();
    }
  }

  /**
   * Replays up to the tick at which the worker waits.
   *
   * @throws StateError if the copy is past that tick
   */
  void meet(TickId meetAt) {
    while (completed().isBefore(meetAt)) {
      checkGoingOn();
      stepOrPause(meetAt);
    }
    if (!completed().equals(meetAt)) {
      throw new StateError(
          "the copy of "
              + what
              + " is at tick "
              + completed()
              + ", past tick "
              + meetAt
              + " at which it was to meet the worker",
          "'resync' copies it afresh");
    }
  }

  private void stepOrPause(TickId limit) {
    if (!step(limit, ApplyMode.STRICT)) {
      Undertaking.pause(POLL, what, stopping);
    }
  }

  private boolean step(TickId limit, ApplyMode mode) {
    return replay.step(limit, mode, visible);
  }

  private void checkGoingOn() {
    if (stopping.getAsBoolean()) {
      throw new InterruptionError("the copy of " + what + " was broken off", "");
    }
  }
}
