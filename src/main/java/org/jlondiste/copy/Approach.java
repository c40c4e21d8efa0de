package org.jlondiste.copy;

import java.util.List;
import org.jlondiste.apply.ApplyConflict;
import org.jlondiste.apply.ApplyMode;
import org.jlondiste.change.DecodingError;
import org.jlondiste.error.InterruptionError;
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

  private final Undertaking copy;
  private final ReplicatedTable now;
  private final Pursuit pursuit;

  /**
   * @param now the table as it stands at this moment
   */
  Approach(Undertaking copy, ReplicatedTable now) {
    this.copy = copy;
    this.now = now;
    CatchUp replay =
        new CatchUp(
            copy.source(),
            copy.target(),
            copy.subscription(),
            copy.positions(),
            List.of(now),
            copy.options(),
            copy.passage(),
            copy.specialHandler(now),
            copy.onSource().destination());
    this.pursuit =
        new Pursuit(
            copy.table().toString(),
            replay,
            new Ticks(copy.source(), copy.queue()),
            now.customSnapshot().map(VisibleTransactions::parse),
            copy.stopping());
  }

  /** Comes so near to the end of the queue that the worker can wait for the rest. */
  void comeNear() {
    TargetTable into = copy.targetTable(now);
    into.restoreKey();
    Ledger.Entry entry = copy.ledger().find().orElseThrow(copy::lost);
    TickId exact = entry.redoUntil().orElseThrow(copy::lost);
    ApplyMode mode = entry.inChunks() ? ApplyMode.REDO : ApplyMode.STRICT;
    orStop(() -> pursuit.reach(exact, mode));
    into.restoreIndexes(copy::openTarget, copy.options().parallelIndexes());
    TargetTable.analyze(copy.target(), List.of(into));
    orStop(pursuit::comeNear);
    if (copy.goingOn() && copy.isIn(now.state())) {
      copy.move(
          TableTransition.CAUGHT_UP, now.state(), new TableState.WannaSync(pursuit.completed()));
      copy.bell().ring();
    }
  }

  /**
   * Replays up to the tick at which the worker waits, and lets it have the table.
   *
   * @throws org.jlondiste.error.StateError if the copy is past that tick
   */
  void handOver(TickId meetAt) {
    orStop(() -> pursuit.meet(meetAt));
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

  /** A change that the target cannot take stops the table. */
  private void orStop(Runnable replaying) {
    try {
      replaying.run();
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
        .stop(copy.table(), pursuit.completed(), eventId, cause.problem());
    copy.leave();
    return new InterruptionError(
        "table " + copy.table() + " stopped: " + cause.problem(), cause.hint());
  }
}
