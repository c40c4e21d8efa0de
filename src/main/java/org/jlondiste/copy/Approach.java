package org.jlondiste.copy;

import java.util.Optional;
import org.jlondiste.apply.ApplyConflict;
import org.jlondiste.apply.ApplyMode;
import org.jlondiste.change.DecodingError;
import org.jlondiste.error.InterruptionError;
import org.jlondiste.error.StateError;
import org.jlondiste.error.UserError;
import org.jlondiste.handler.HandlerFailure;
import org.jlondiste.model.TableState;
import org.jlondiste.model.TableTransition;
import org.jlondiste.model.TickId;
import org.jlondiste.queue.Ticks;
import org.jlondiste.topology.ReplicatedTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The second stage of a copy: replays what has changed since it began, until it meets the worker
 * and hands the table over to it.
 */
final class Approach {
  private static final Logger LOG = LoggerFactory.getLogger(Approach.class);

  /** A copy is near enough to meet the worker if it is behind by less. */
  private static final double NEAR_SECONDS = 1;

  /** Catching up goes on while each round leaves less than this part of the way before it. */
  private static final double WORTHWHILE = 0.8;

  private final Undertaking copy;
  private final ReplicatedTable now;
  private final CatchUp replay;
  private final Optional<VisibleTransactions> visible;

  /**
   * @param now the table as it stands at this moment
   */
  Approach(Undertaking copy, ReplicatedTable now) {
    this.copy = copy;
    this.now = now;
    this.replay =
        new CatchUp(
            copy.source(),
            copy.target(),
            copy.subscription(),
            copy.position(),
            now,
            copy.options().portion(),
            copy.options().restraint(),
            copy.passage(),
            copy.specialHandler(now),
            copy.onSource().destination());
    this.visible = now.customSnapshot().map(VisibleTransactions::parse);
  }

  /** Comes so near to the end of the queue that the worker can wait for the rest. */
  void comeNear() {
    TargetTable into = copy.targetTable(now);
    into.restoreKey();
    Ledger.Entry entry = copy.ledger().find().orElseThrow(copy::lost);
    TickId exact = entry.redoUntil().orElseThrow(copy::lost);
    ApplyMode mode = entry.inChunks() ? ApplyMode.REDO : ApplyMode.STRICT;
    Ticks ticks = new Ticks(copy.source(), copy.queue());
    while (replay.completed().isBefore(exact)) {
      // whoever was about to make that tick may have died, and its number is left out
      stepOrTick(ticks.firstFrom(exact).orElse(exact), mode);
    }
    into.restoreIndexes();
    into.analyze();
    follow();
    if (copy.goingOn() && copy.isIn(now.state())) {
      copy.move(
          TableTransition.CAUGHT_UP, now.state(), new TableState.WannaSync(replay.completed()));
      copy.bell().ring();
    }
  }

  /** Replays until the end of the queue is near, or comes no nearer: then the worker waits. */
  private void follow() {
    double before = Double.MAX_VALUE;
    Ticks.Distance way = replay.wayToEnd();
    while (copy.goingOn() && way.seconds() < before * WORTHWHILE) {
      while (copy.goingOn() && replay.completed().isBefore(way.last())) {
        if (!step(CatchUp.END, ApplyMode.STRICT)) {
          copy.pause();
        }
      }
      before = way.seconds() > NEAR_SECONDS ? way.seconds() : 0;
      way = replay.wayToEnd();
    }
  }

  /**
   * Replays up to the tick at which the worker waits, and lets it have the table.
   *
   * @throws StateError if the copy is past that tick
   */
  void handOver(TickId meetAt) {
    while (replay.completed().isBefore(meetAt)) {
      copy.checkGoingOn();
      if (!step(meetAt, ApplyMode.STRICT)) {
        copy.pause();
      }
    }
    if (!replay.completed().equals(meetAt)) {
      throw new StateError(
          "the copy of "
              + copy.table()
              + " is at tick "
              + replay.completed()
              + ", past tick "
              + meetAt
              + " at which it was to meet the worker",
          "'resync " + copy.table() + "' copies it afresh");
    }
    copy.target()
        .transactionally(
            () -> {
              // from here on others rely on it
              copy.target().execute("set local synchronous_commit to default");
              copy.tables().setSnapshot(copy.table(), null);
              copy.move(TableTransition.HAND_OVER, now.state(), new TableState.Ok());
              copy.ledger().forget();
            });
    copy.bell().ring();
    copy.leave();
  }

  private void stepOrTick(TickId limit, ApplyMode mode) {
    copy.checkGoingOn();
    if (!step(limit, mode)) {
      new Ticks(copy.source(), copy.queue()).tickNow();
      if (!step(limit, mode)) {
        copy.pause();
      }
    }
  }

  private boolean step(TickId limit, ApplyMode mode) {
    try {
      return replay.step(limit, mode, visible);
    } catch (ApplyConflict e) {
      throw stopped(e.eventId(), e);
    } catch (DecodingError e) {
      throw stopped(e.eventId(), e);
    } catch (HandlerFailure e) {
      throw stopped(e.eventId(), e);
    }
  }

  private InterruptionError stopped(long eventId, UserError cause) {
    LOG.error("Table {} stops: {}", copy.table(), cause.problem());
    new StoppedTables(copy.target(), copy.queue())
        .stop(copy.table(), replay.completed(), eventId, cause.problem());
    copy.leave();
    return new InterruptionError(
        "table " + copy.table() + " stopped: " + cause.problem(), cause.hint());
  }
}
