package org.jlondiste.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jlondiste.copy.Bell;
import org.jlondiste.copy.CopyOptions;
import org.jlondiste.copy.KeptSessions;
import org.jlondiste.copy.StoppedTables;
import org.jlondiste.copy.TableCopy;
import org.jlondiste.error.StateError;
import org.jlondiste.model.TableName;
import org.jlondiste.model.TableState;
import org.jlondiste.model.TableState.Phase;
import org.jlondiste.model.TableState.WannaSync;
import org.jlondiste.model.TableTransition;
import org.jlondiste.model.TickId;
import org.jlondiste.postgres.Session;
import org.jlondiste.topology.LocalNode;
import org.jlondiste.topology.ReplicatedTable;
import org.jlondiste.topology.Tables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the copies of tables, meets them, and keeps their threads. */
final class Copies {
  private static final Logger LOG = LoggerFactory.getLogger(Copies.class);

  private final LocalNode node;
  private final Map<TableName, Thread> threads = new HashMap<>();
  private final KeptSessions sessions = new KeptSessions();
  private final Bell bell = new Bell();
  private long heard;
  private volatile boolean stopping;

  Copies(LocalNode node) {
    this.node = node;
  }

  /** What the worker has to know about the copies before it goes on. */
  enum Progress {
    /** No table is being copied. */
    NONE,
    /** Copies are under way; the worker may go on. */
    UNDER_WAY,
    /** A copy is to meet the worker where it is; the worker must wait. */
    MEETING
  }

  /**
   * Moves tables as far as the worker may.
   *
   * @param tables all tables of the set
   * @param stopped tables to which nothing is applied
   * @param completed the tick at which the worker is
   * @param provider the provider's tables, asked for only if a copy may start
   */
  Progress tend(
      Session local,
      List<ReplicatedTable> tables,
      Set<TableName> stopped,
      TickId completed,
      int parallelCopies,
      CopyOptions options,
      Supplier<List<ReplicatedTable>> provider) {
    heard = bell.count();
    threads.values().removeIf(thread -> !thread.isAlive());
    Tables states = new Tables(local, node.queue());
    Progress progress = Progress.NONE;
    int slots = parallelCopies;
    int waiting = 0;
    List<ReplicatedTable> missing = new ArrayList<>();
    for (ReplicatedTable table : tables) {
      Phase phase = table.state().phase();
      if (!table.local() || phase == Phase.OK) {
        continue;
      }
      if (phase == Phase.MISSING) {
        missing.add(table);
        continue;
      }
      if (stopped.contains(table.name())) {
        continue;
      }
      boolean busy = phase == Phase.IN_COPY || phase == Phase.CATCHING_UP;
      // a few that only wait for the worker need not keep others from beginning
      if (busy || ++waiting > parallelCopies) {
        slots--;
      }
      if (table.state() instanceof WannaSync wanna && !completed.isBefore(wanna.reached())) {
        if (meet(states, table, completed)) {
          progress = Progress.MEETING;
        }
      } else if (phase == Phase.DO_SYNC) {
        progress = Progress.MEETING;
      } else if (progress == Progress.NONE) {
        progress = Progress.UNDER_WAY;
      }
      launch(table.name(), options);
    }
    if (!missing.isEmpty() && slots > 0) {
      List<ReplicatedTable> there = provider.get();
      for (ReplicatedTable table : missing) {
        if (slots > 0 && canStart(table, there)) {
          start(local, states, table);
          launch(table.name(), options);
          slots--;
          progress = progress == Progress.NONE ? Progress.UNDER_WAY : progress;
        }
      }
    }
    if (progress == Progress.NONE && threads.isEmpty()) {
      sessions.clear();
    }
    return progress;
  }

  /**
   * Waits until a copy has moved its table since they were tended, at most as long as the limit.
   */
  void await(Duration limit) throws InterruptedException {
    bell.await(heard, limit);
  }

  /** Breaks all copies off and waits until their threads have ended. */
  void stop() {
    stopping = true;
    for (Thread thread : threads.values()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    sessions.clear();
  }

  private boolean canStart(ReplicatedTable table, List<ReplicatedTable> there) {
    if (threads.containsKey(table.name())) {
      return false;
    }
    if (table.attributes().containsKey("copy_node")) {
      return true;
    }
    for (ReplicatedTable candidate : there) {
      if (candidate.name().equals(table.name()) && candidate.local()) {
        if (!candidate.isInSync()) {
          LOG.info("Table {} not OK on provider, waiting", table.name());
        }
        return candidate.isInSync();
      }
    }
    LOG.warn("Table {} not available on provider", table.name());
    return false;
  }

  private void start(Session local, Tables states, ReplicatedTable table) {
    local.transactionally(
        () -> {
          TableCopy.forgetFormerCopy(local, node.queue(), table.name());
          new StoppedTables(local, node.queue()).release(table.name());
          move(states, table, TableTransition.START_COPY, new TableState.InCopy());
        });
  }

  /** False if the operator asked for a fresh copy at this very moment. */
  private boolean meet(Tables states, ReplicatedTable table, TickId completed) {
    try {
      move(states, table, TableTransition.MEET, new TableState.DoSync(completed));
      bell.ring();
      return true;
    } catch (StateError e) {
      LOG.info("Table {} is left for now: {}", table.name(), e.problem());
      return false;
    }
  }

  private static void move(
      Tables states, ReplicatedTable table, TableTransition transition, TableState to) {
    states.move(table.name(), transition, table.state(), to);
    LOG.info("Table {} status changed to '{}': {}", table.name(), to, transition.reason());
  }

  private void copy(TableName table, CopyOptions options) {
    new TableCopy(node, table, options, sessions, bell, () -> stopping).run();
    bell.ring();
  }

  private void launch(TableName table, CopyOptions options) {
    if (!threads.containsKey(table) && !stopping) {
      Thread thread = new Thread(() -> copy(table, options), "copy " + table);
      thread.setDaemon(true);
      threads.put(table, thread);
      thread.start();
    }
  }
}
