package org.jlondiste.copy;

import java.util.Collection;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.error.InterruptionError;
import org.jlondiste.error.ProcessMemory;
import org.jlondiste.error.StateError;
import org.jlondiste.error.UserError;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TableState;
import org.jlondiste.model.TableState.DoSync;
import org.jlondiste.model.TableTransition;
import org.jlondiste.postgres.Session;
import org.jlondiste.topology.ConsumerRecord;
import org.jlondiste.topology.ConsumerState;
import org.jlondiste.topology.KeptPartitions;
import org.jlondiste.topology.LocalNode;
import org.jlondiste.topology.ReplicatedTable;
import org.jlondiste.topology.Tables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one table from {@code in-copy} to {@code ok}, in a thread of its own. Whatever stops it
 * ends the thread; the next run goes on where the target's tables say that it stands.
 */
public final class TableCopy implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(TableCopy.class);

  /** How a run ends that nothing stopped by force. */
  private enum End {
    /** The table needs no copy any more. */
    DONE,
    /** It was told to stop. */
    BROKEN_OFF,
    /** The source has not all rows of the table. */
    HELD_UP,
    /** It is to be tried otherwise, at once. */
    ANEW
  }

  private final LocalNode node;
  private final TableName table;
  private final CopyOptions options;
  private final KeptSessions sessions;
  private final Bell bell;
  private final Setbacks setbacks;
  private final BooleanSupplier stopping;

  /**
   * @param table its name in the set
   * @param sessions left by earlier copies of the node
   * @param bell rung whenever the table has moved
   * @param setbacks is told when the copy has to be tried again
   * @param stopping tells when to break off
   */
  public TableCopy(
      LocalNode node,
      TableName table,
      CopyOptions options,
      KeptSessions sessions,
      Bell bell,
      Setbacks setbacks,
      BooleanSupplier stopping) {
    this.node = node;
    this.table = table;
    this.options = options;
    this.sessions = sessions;
    this.bell = bell;
    this.setbacks = setbacks;
    this.stopping = stopping;
  }

  /** Name of the consumer that keeps the changes of a table while it is copied. */
  public static String consumerName(String worker, TableName table) {
    return worker + ".copy." + table.raw();
  }

  /** The table whose changes a consumer keeps; none if it keeps none for a copy. */
  public static Optional<TableName> tableOf(String worker, String consumer) {
    String prefix = worker + ".copy.";
    return consumer.startsWith(prefix)
        ? Optional.of(TableName.ofRaw(consumer.substring(prefix.length())))
        : Optional.empty();
  }

  /** Begins copies: what was done for earlier ones no longer counts. */
  public static void start(Session target, String queue, Collection<TableName> tables) {
    Ledger.forget(target, queue, tables);
    new StoppedTables(target, queue).release(tables);
    KeptPartitions.forget(target, queue, tables);
    new Tables(target, queue)
        .move(
            tables, TableTransition.START_COPY, new TableState.Missing(), new TableState.InCopy());
  }

  /**
   * A session in which commits wait for no disk, until one that does makes all before it last, too.
   * A server that crashes shows the state of some moment before, from which the copy goes on.
   */
  static Session openTarget(LocalNode node, String purpose) {
    Session session = node.openReplica(purpose);
    session.execute("set synchronous_commit = off");
    return session;
  }

  @Override
  public void run() {
    try {
      End end = attempt();
      while (end == End.ANEW && !stopping.getAsBoolean()) {
        end = attempt();
      }
      if (end == End.DONE) {
        setbacks.forget(table);
      } else if (end == End.HELD_UP) {
        LOG.info("Table {} not OK on provider, waiting", table);
        setbacks.heldUp(table);
      }
    } catch (InterruptionError e) {
      LOG.debug("copy of {} breaks off: {}", table, e.problem());
    } catch (UserError e) {
      if (stopping.getAsBoolean()) {
        LOG.debug("copy of {} breaks off: {}", table, e.problem());
        return;
      }
      LOG.error(
          "copy of {}: {}",
          table,
          e.hint().isEmpty() ? e.problem() : e.problem() + "; " + e.hint());
      if (e instanceof DatabaseError error && error.isConnectionLoss()) {
        setbacks.heldUp(table);
      } else {
        setbacks.failed(table);
      }
      record(e.problem());
    } catch (OutOfMemoryError e) {
      String problem =
          "a row does not fit into " + ProcessMemory.limit() + "; " + ProcessMemory.more();
      LOG.error("copy of {}: {}", table, problem);
      setbacks.failed(table);
      record(problem);
    } catch (RuntimeException | Error e) {
      LOG.error("copy of {} crashed", table, e);
      setbacks.failed(table);
      record(String.valueOf(e));
    }
  }

  private End attempt() {
    try {
      return sessions.lend("", () -> openTarget(node, "copy"), this::toTheEnd);
    } catch (ShortcutRefusal e) {
      LOG.info("copy of {}: {}, for: {}", table, e.shortcut().without(), e.problem());
      setbacks.refused(table, e.shortcut());
      return End.ANEW;
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

  private End toTheEnd(Session target) {
    ConsumerState worker = new ConsumerRecord(target, node.queue(), node.worker()).state();
    ReplicatedTable replicated =
        new Tables(target, node.queue())
            .find(table)
            .filter(ReplicatedTable::local)
            .orElseThrow(
                () -> new InterruptionError("table " + table + " is not replicated any more", ""));
    // a copy that was begun goes on from where it was begun
    boolean begun = new Ledger(target, node.queue(), table).find().isPresent();
    CopySource from = CopySource.of(node, target, replicated, worker, begun);
    LOG.info("Using '{}' as source node", from.name());
    return sessions.lend(
        from.location(),
        () -> node.openRemote(from.location(), "copy"),
        source ->
            toTheEnd(
                new Undertaking(
                    node,
                    table,
                    options,
                    from,
                    source,
                    target,
                    shortcut -> setbacks.allows(table, shortcut),
                    sessions,
                    bell,
                    stopping)));
  }

  private End toTheEnd(Undertaking copy) {
    while (copy.goingOn()) {
      long heard = bell.count();
      Optional<ReplicatedTable> found = copy.find();
      if (found.isEmpty()) {
        copy.leave();
        return End.DONE;
      }
      ReplicatedTable now = found.get();
      try {
        switch (now.state().phase()) {
          case IN_COPY -> {
            if (!new Loading(copy).run(now)) {
              return End.HELD_UP;
            }
          }
          case CATCHING_UP -> {
            if (isStillRegistered(copy)) {
              new Approach(copy, now).comeNear();
            }
          }
          case WANNA_SYNC -> copy.awaitBell(heard);
          case DO_SYNC -> {
            if (isStillRegistered(copy)) {
              new Approach(copy, now).handOver(((DoSync) now.state()).meetAt());
              return End.DONE;
            }
          }
          case OK, MISSING -> {
            copy.leave();
            return End.DONE;
          }
        }
      } catch (StateError e) {
        if (copy.isIn(now.state())) {
          throw e;
        }
        LOG.info("copy of {} looks again where the table stands: {}", table, e.problem());
      }
    }
    return End.BROKEN_OFF;
  }

  /**
   * False if the source does not keep the changes any more: it copies the table afresh itself, so
   * rows may have been missing while they were read.
   */
  private boolean isStillRegistered(Undertaking copy) {
    if (copy.subscription().position().isPresent()) {
      return true;
    }
    LOG.warn("{}: the source copies it afresh itself; the copy begins anew", table);
    copy.tables().restart(table);
    return false;
  }
}
