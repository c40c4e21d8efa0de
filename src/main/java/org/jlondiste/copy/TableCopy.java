package org.jlondiste.copy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jlondiste.apply.ApplyConflict;
import org.jlondiste.apply.ApplyMode;
import org.jlondiste.change.DecodingError;
import org.jlondiste.error.InterruptionError;
import org.jlondiste.error.StateError;
import org.jlondiste.error.UserError;
import org.jlondiste.handler.Conditions;
import org.jlondiste.handler.HandlerFailure;
import org.jlondiste.handler.HandlerShelf;
import org.jlondiste.handler.SessionQuery;
import org.jlondiste.handler.TableHandler;
import org.jlondiste.model.EventText;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TableState;
import org.jlondiste.model.TableState.DoSync;
import org.jlondiste.model.TableState.Phase;
import org.jlondiste.model.TableTransition;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;
import org.jlondiste.postgres.TextPassage;
import org.jlondiste.postgres.catalog.Relations;
import org.jlondiste.queue.Subscription;
import org.jlondiste.queue.Ticks;
import org.jlondiste.topology.ConsumerRecord;
import org.jlondiste.topology.ConsumerState;
import org.jlondiste.topology.LocalNode;
import org.jlondiste.topology.NodeInfo;
import org.jlondiste.topology.Nodes;
import org.jlondiste.topology.ReplicatedTable;
import org.jlondiste.topology.Tables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one table from {@code in-copy} to {@code ok}, in a thread of its own. Whatever stops it,
 * the next run goes on where the target's tables say that it stands.
 */
public final class TableCopy implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(TableCopy.class);
  private static final TableName STOPPED = new TableName("jlondiste", "stopped_table");
  private static final Sql FORGET_READERS = Sql.of(TableCopy.class, "forget_readers.sql");
  private static final Sql IS_STOPPED = Sql.of(TableCopy.class, "is_stopped.sql");
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration RETRY = Duration.ofSeconds(3);

  /** A copy is near enough to meet the worker if it is behind by less. */
  private static final double NEAR_SECONDS = 1;

  /** Catching up goes on while each round leaves less than this part of the way before it. */
  private static final double WORTHWHILE = 0.8;

  /** A table smaller than this keeps its indexes during the copy. */
  private static final long SMALL_TABLE_BYTES = 16L * 1024 * 1024;

  private final LocalNode node;
  private final TableName table;
  private final CopyOptions options;
  private final KeptSessions sessions;
  private final Bell bell;
  private final BooleanSupplier stopping;

  /**
   * @param table its name in the set
   * @param sessions left by earlier copies of the node
   * @param bell rung whenever the table has moved
   * @param stopping tells when to break off
   */
  public TableCopy(
      LocalNode node,
      TableName table,
      CopyOptions options,
      KeptSessions sessions,
      Bell bell,
      BooleanSupplier stopping) {
    this.node = node;
    this.table = table;
    this.options = options;
    this.sessions = sessions;
    this.bell = bell;
    this.stopping = stopping;
  }

  /** Name of the consumer that keeps the changes of a table while it is copied. */
  public static String consumerName(String worker, TableName table) {
    return worker + ".copy." + table.raw();
  }

  /** Forgets how far an earlier copy of a table was, so that the next one begins anew. */
  public static void forgetFormerCopy(Session target, String queue, TableName table) {
    new Ledger(target, queue, table).forget();
  }

  @Override
  public void run() {
    while (!stopping.getAsBoolean()) {
      try {
        if (with("", () -> node.openReplica("copy"), target -> new Run(target).toTheEnd())) {
          return;
        }
      } catch (InterruptionError e) {
        LOG.debug("copy of {} breaks off: {}", table, e.problem());
        return;
      } catch (UserError e) {
        LOG.error(
            "copy of {}: {}",
            table,
            e.hint().isEmpty() ? e.problem() : e.problem() + "; " + e.hint());
        record(e.problem());
        pause(RETRY);
      } catch (OutOfMemoryError e) {
        String problem =
            "a row does not fit into the memory of this process, "
                + Runtime.getRuntime().maxMemory() / (1024 * 1024)
                + " MB; give it more, as JLONDISTE_OPTS=-Xmx2g";
        LOG.error("copy of {}: {}", table, problem);
        record(problem);
        pause(RETRY);
      } catch (RuntimeException | Error e) {
        LOG.error("copy of {} crashed", table, e);
        record(String.valueOf(e));
        pause(RETRY);
      }
    }
  }

  /** Lends a session for some work, and keeps it for others unless the work fails. */
  private boolean with(String where, Supplier<Session> open, Predicate<Session> work) {
    Session session = sessions.take(where, open);
    boolean sound = false;
    try {
      boolean result = work.test(session);
      sound = true;
      return result;
    } finally {
      if (sound) {
        sessions.keep(where, session);
      } else {
        session.close();
        // what happened to this one may have happened to all
        sessions.clear();
      }
    }
  }

  private void record(String problem) {
    try (Session session = node.open("copy of " + table)) {
      new ConsumerRecord(session, node.queue(), consumerName(node.worker(), table))
          .setError(problem);
    } catch (UserError e) {
      LOG.debug("cannot record the error: {}", e.problem());
    }
  }

  private void pause(Duration time) {
    try {
      long end = System.nanoTime() + time.toNanos();
      while (!stopping.getAsBoolean() && System.nanoTime() < end) {
        Thread.sleep(Math.min(POLL.toMillis(), time.toMillis()));
      }
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private void awaitWorker(long heard) {
    try {
      bell.await(heard, POLL);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private InterruptionError interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptionError("the copy of " + table + " was interrupted", "");
  }

  /** One try with one session to the target. */
  private final class Run {
    private final Session target;
    private final Tables tables;
    private final Ledger ledger;
    private final ConsumerRecord position;
    private final String consumer = consumerName(node.worker(), table);
    private final HandlerShelf handlers;

    Run(Session target) {
      this.target = target;
      this.tables = new Tables(target, node.queue());
      this.ledger = new Ledger(target, node.queue(), table);
      this.position = new ConsumerRecord(target, node.queue(), consumer);
      this.handlers = new HandlerShelf(options.handlers(), new SessionQuery(target));
    }

    /** True if the table needs no copy any more; false to begin anew. */
    boolean toTheEnd() {
      ConsumerState worker = new ConsumerRecord(target, node.queue(), node.worker()).state();
      ReplicatedTable replicated = current();
      CopySource found = CopySource.of(node, target, replicated, worker, isBegun());
      String sourceNode = found.name();
      String location = found.location();
      LOG.info("Using '{}' as source node", sourceNode);
      return with(
          location,
          () -> node.openRemote(location, "copy"),
          source -> withSource(source, location, sourceNode));
    }

    /** A copy that was begun goes on from where it was begun. */
    private boolean isBegun() {
      return ledger.find().isPresent();
    }

    private boolean withSource(Session source, String location, String sourceNode) {
      Subscription subscription = new Subscription(source, node.queue(), consumer);
      while (!stopping.getAsBoolean()) {
        long heard = bell.count();
        Optional<ReplicatedTable> found = tables.find(table).filter(ReplicatedTable::local);
        if (found.isEmpty()) {
          leave(subscription);
          return true;
        }
        ReplicatedTable now = found.get();
        try {
          switch (now.state().phase()) {
            case IN_COPY -> copyRows(source, location, sourceNode, subscription, now);
            case CATCHING_UP -> {
              if (isStillRegistered(subscription)) {
                catchUp(source, subscription, now);
              }
            }
            case WANNA_SYNC -> awaitWorker(heard);
            case DO_SYNC -> {
              if (isStillRegistered(subscription)) {
                handOver(source, subscription, now, ((DoSync) now.state()).meetAt());
                return true;
              }
            }
            case OK, MISSING -> {
              leave(subscription);
              return true;
            }
          }
        } catch (StateError e) {
          if (isIn(now.state())) {
            throw e;
          }
          LOG.info("copy of {} looks again where the table stands: {}", table, e.problem());
        }
      }
      return true;
    }

    /**
     * False if the source does not keep the changes any more: it copies the table afresh itself, so
     * rows may have been missing while they were read.
     */
    private boolean isStillRegistered(Subscription subscription) {
      if (subscription.position().isPresent()) {
        return true;
      }
      LOG.warn("{}: the source copies it afresh itself; the copy begins anew", table);
      tables.restart(table);
      return false;
    }

    private boolean isIn(TableState state) {
      return tables.find(table).filter(found -> found.state().equals(state)).isPresent();
    }

    private ReplicatedTable current() {
      return tables
          .find(table)
          .filter(ReplicatedTable::local)
          .orElseThrow(
              () -> new InterruptionError("table " + table + " is not replicated any more", ""));
    }

    private void copyRows(
        Session source,
        String location,
        String sourceNode,
        Subscription subscription,
        ReplicatedTable now) {
      TableHandler handler = handler(now);
      if (handler.readsText() && passage(source).eventText() != EventText.CHARACTERS) {
        throw new StateError(
            "table " + table + " cannot be copied: " + HandlerShelf.NOT_IN_UTF8,
            "use another handler, or none");
      }
      awaitSource(source);
      RowCopy rows =
          new RowCopy(
              new RowCopy.Subject(
                  node.queue(),
                  table,
                  sourceName(source),
                  now.destination(),
                  condition(now),
                  options.bytesPerSecond(),
                  passage(source),
                  () -> node.openRemote(location, "copy of " + table),
                  () -> node.openReplica("copy of " + table),
                  handler),
              stopping);
      Ledger.Entry entry =
          ledger
              .find()
              .filter(known -> subscription.position().equals(Optional.of(known.startTick())))
              .orElseGet(() -> begin(source, sourceNode, subscription, now));
      LOG.info("{}: start copy", table);
      long start = System.nanoTime();
      if (entry.inChunks()) {
        rows.copyInChunks(
            source, target, options.chunkRows(), options.threadsPerTable().applyAsInt(table));
        TickId exact = tickAfterNow(source);
        target.transactionally(
            () -> {
              ledger.setRedoUntil(exact);
              move(TableTransition.COPIED, now.state(), new TableState.CatchingUp());
            });
      } else {
        target.transactionally(
            () -> {
              ledger.forgetChunks();
              emptyForCopy(now);
              String snapshot = rows.copyAtOnce(source, target, ledger);
              handler.afterCopy(target, now.destination());
              tables.setSnapshot(table, snapshot);
              ledger.setRedoUntil(tickAfterNow(source));
              move(TableTransition.COPIED, now.state(), new TableState.CatchingUp());
            });
      }
      Ledger.Amount amount = ledger.amount();
      LOG.info(
          "{}: copy finished: {} bytes, {} rows, {} s",
          table,
          amount.bytes(),
          amount.rows(),
          (System.nanoTime() - start) / 1e9);
      targetTable(now).restoreKey();
    }

    /** Takes down what stands in the way, and notes from which tick on changes are replayed. */
    private Ledger.Entry begin(
        Session source, String sourceNode, Subscription subscription, ReplicatedTable now) {
      LOG.info("Starting full copy of {}", table);
      // what was copied under an earlier registration must never count under this one
      target.transactionally(ledger::forget);
      CopySource.leaveFormer(node, target, consumer, sourceNode);
      subscription.unregister();
      subscription.register();
      // a source that begins a copy of its own after this takes the registration away
      while (!isReady(source)) {
        subscription.unregister();
        awaitSource(source);
        subscription.register();
      }
      TickId start = subscription.position().orElseThrow();
      // from here on there is a place for complaints that 'status' and 'wait-sync' read
      position.register(sourceNode, start);
      SourceTable from = SourceTable.read(source, sourceName(source));
      TableHandler handler = handler(now);
      String condition = condition(now);
      boolean shared = new MergedTable(target, node.queue(), now.destination()).isShared();
      boolean inChunks =
          options.chunkRows() > 0
              && !shared
              && handler.copiesInChunks()
              && from.canBeChunked()
              && !now.attributes().containsKey("skip_truncate")
              && !from.boundAfter(List.of(), options.chunkRows(), condition).isEmpty();
      Ledger.Entry entry =
          new Ledger.Entry(
              start, Optional.empty(), inChunks, from.expectedRows(), from.expectedBytes());
      boolean withoutIndexes = !shared && (inChunks || from.expectedBytes() > SMALL_TABLE_BYTES);
      targetTable(now).refuseWithoutRights(withoutIndexes);
      target.transactionally(
          () -> {
            target.rows(FORGET_READERS.with("queue", node.queue()).with("table", table.raw()));
            TargetTable into = targetTable(now);
            into.columnsFor(from, handler.columns());
            into.dropForeignKeys();
            if (withoutIndexes) {
              into.dropIndexes();
            }
            if (!shared && !now.attributes().containsKey("skip_truncate")) {
              LOG.info("{}: truncating", table);
              into.truncate(handler.storesInChildren());
              new MergedTable(target, node.queue(), now.destination()).claim();
            }
            ledger.open(entry);
          });
      return entry;
    }

    /** In the transaction that copies all rows: rows of other queues must stay. */
    private void emptyForCopy(ReplicatedTable now) {
      MergedTable merged = new MergedTable(target, node.queue(), now.destination());
      boolean shared = merged.isShared();
      boolean mayTruncate = !shared || merged.join();
      if (mayTruncate && !now.attributes().containsKey("skip_truncate")) {
        targetTable(now).truncate(handler(now).storesInChildren());
        if (!shared) {
          merged.refuseIfShared();
        }
      }
    }

    private void catchUp(Session source, Subscription subscription, ReplicatedTable now) {
      TargetTable into = targetTable(now);
      into.restoreKey();
      CatchUp replay = replay(source, subscription, now);
      Ledger.Entry entry = ledger.find().orElseThrow(() -> lost());
      Optional<VisibleTransactions> visible = now.customSnapshot().map(VisibleTransactions::parse);
      TickId exact = entry.redoUntil().orElseThrow(() -> lost());
      ApplyMode mode = entry.inChunks() ? ApplyMode.REDO : ApplyMode.STRICT;
      while (replay.completed().isBefore(exact)) {
        stepOrTick(source, subscription, replay, exact, mode, visible);
      }
      into.restoreIndexes();
      into.analyze();
      approach(subscription, replay, visible);
      if (goingOn() && current().state().phase() == Phase.CATCHING_UP) {
        move(TableTransition.CAUGHT_UP, now.state(), new TableState.WannaSync(replay.completed()));
        bell.ring();
      }
    }

    /** Replays until the end of the queue is near, or comes no nearer: then the worker waits. */
    private void approach(
        Subscription subscription, CatchUp replay, Optional<VisibleTransactions> visible) {
      double before = Double.MAX_VALUE;
      Ticks.Distance way = replay.wayToEnd();
      while (goingOn() && way.seconds() < before * WORTHWHILE) {
        while (goingOn() && replay.completed().isBefore(way.last())) {
          if (!stopOnConflict(subscription, replay, CatchUp.END, ApplyMode.STRICT, visible)) {
            pause(POLL);
          }
        }
        before = way.seconds() > NEAR_SECONDS ? way.seconds() : 0;
        way = replay.wayToEnd();
      }
    }

    /**
     * A tick before which lies everything that the source holds now. A branch holds what its worker
     * has done; on a root the next tick will tell.
     */
    private TickId tickAfterNow(Session source) {
      NodeInfo info = new Nodes(source).node(node.queue());
      if (!info.isRoot() && info.workerLastTick().isPresent()) {
        return info.workerLastTick().get();
      }
      return new TickId(new Ticks(source, node.queue()).tickNow().value() + 1);
    }

    private void stepOrTick(
        Session source,
        Subscription subscription,
        CatchUp replay,
        TickId limit,
        ApplyMode mode,
        Optional<VisibleTransactions> visible) {
      if (!goingOn()) {
        throw new InterruptionError("the copy of " + table + " was broken off", "");
      }
      if (!stopOnConflict(subscription, replay, limit, mode, visible)) {
        new Ticks(source, node.queue()).tickNow();
        if (!stopOnConflict(subscription, replay, limit, mode, visible)) {
          pause(POLL);
        }
      }
    }

    private boolean stopOnConflict(
        Subscription subscription,
        CatchUp replay,
        TickId limit,
        ApplyMode mode,
        Optional<VisibleTransactions> visible) {
      try {
        return replay.step(limit, mode, visible);
      } catch (ApplyConflict e) {
        throw stopped(subscription, replay, e.eventId(), e);
      } catch (DecodingError e) {
        throw stopped(subscription, replay, e.eventId(), e);
      } catch (HandlerFailure e) {
        throw stopped(subscription, replay, e.eventId(), e);
      }
    }

    private InterruptionError stopped(
        Subscription subscription, CatchUp replay, long eventId, UserError cause) {
      LOG.error("Table {} stops: {}", table, cause.problem());
      new StoppedTables(target, node.queue())
          .stop(table, replay.completed(), eventId, cause.problem());
      leave(subscription);
      return new InterruptionError("table " + table + " stopped: " + cause.problem(), cause.hint());
    }

    private void handOver(
        Session source, Subscription subscription, ReplicatedTable now, TickId meetAt) {
      CatchUp replay = replay(source, subscription, now);
      Optional<VisibleTransactions> visible = now.customSnapshot().map(VisibleTransactions::parse);
      while (replay.completed().isBefore(meetAt)) {
        if (!goingOn()) {
          throw new InterruptionError("the copy of " + table + " was broken off", "");
        }
        if (!stopOnConflict(subscription, replay, meetAt, ApplyMode.STRICT, visible)) {
          pause(POLL);
        }
      }
      if (!replay.completed().equals(meetAt)) {
        throw new StateError(
            "the copy of "
                + table
                + " is at tick "
                + replay.completed()
                + ", past tick "
                + meetAt
                + " at which it was to meet the worker",
            "'resync " + table + "' copies it afresh");
      }
      target.transactionally(
          () -> {
            tables.setSnapshot(table, null);
            move(TableTransition.HAND_OVER, now.state(), new TableState.Ok());
            ledger.forget();
          });
      bell.ring();
      leave(subscription);
    }

    private void leave(Subscription subscription) {
      subscription.unregister();
      boolean known =
          new Nodes(target)
              .consumers(node.queue()).stream().anyMatch(kept -> kept.name().equals(consumer));
      if (known) {
        position.unregister();
      }
    }

    private boolean goingOn() {
      return !stopping.getAsBoolean();
    }

    private CatchUp replay(Session source, Subscription subscription, ReplicatedTable now) {
      TextPassage passage = passage(source);
      return new CatchUp(
          source,
          target,
          subscription,
          position,
          now,
          options.portion(),
          passage,
          handlers.special(table, now.attributes(), passage.eventText() == EventText.CHARACTERS),
          sourceName(source));
    }

    private TableHandler handler(ReplicatedTable now) {
      TableHandler handler = handlers.of(table, now.attributes());
      if (!handler.storesRows()) {
        throw new StateError(
            "the handler of table " + table + " stores no rows here, there is nothing to copy",
            "'change-handler " + table + "' gives it another one, or 'remove-table' ends it");
      }
      return handler;
    }

    /** An SQL condition on the rows that are copied; empty for all. */
    private String condition(ReplicatedTable now) {
      return Conditions.both(
          now.attributes().getOrDefault("copy_condition", ""), handler(now).condition());
    }

    private TextPassage passage(Session source) {
      return TextPassage.between(source, target, options.sourceEncoding());
    }

    private TargetTable targetTable(ReplicatedTable now) {
      return TargetTable.find(target, node.queue(), table, now.destination());
    }

    private TableName sourceName(Session source) {
      return onSource(source).destination();
    }

    private ReplicatedTable onSource(Session source) {
      return new Tables(source, node.queue())
          .find(table)
          .filter(ReplicatedTable::local)
          .orElseThrow(
              () ->
                  new StateError(
                      "table " + table + " is not replicated on the provider",
                      "run 'add-table " + table + "' there"));
    }

    private void awaitSource(Session source) {
      while (!isReady(source)) {
        LOG.info("Table {} not OK on provider, waiting", table);
        pause(RETRY);
        if (!goingOn()) {
          throw new InterruptionError("the copy of " + table + " was broken off", "");
        }
      }
    }

    /** True if the source has all rows and goes on applying changes to them. */
    private boolean isReady(Session source) {
      if (!onSource(source).isInSync()) {
        return false;
      }
      if (Relations.exist(source, STOPPED)
          && source
              .row(IS_STOPPED.with("queue", node.queue()).with("table", table.raw()))
              .bool("found")) {
        LOG.warn("Table {} has stopped on the provider; it must be copied there first", table);
        return false;
      }
      return true;
    }

    private void move(TableTransition transition, TableState from, TableState to) {
      tables.move(table, transition, from, to);
      LOG.info("Table {} status changed to '{}': {}", table, to, transition.reason());
    }

    private StateError lost() {
      return new StateError(
          "the notes about the copy of " + table + " are gone",
          "'resync " + table + "' copies it afresh");
    }
  }
}
