package org.jlondiste.operation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something to one table after the other, each in a transaction of its own, without standing
 * in the application's way for long: while a lock is waited for, others queue up behind it. So each
 * attempt waits a short time only, busy tables come last, and again.
 */
final class LockPatience {
  private static final Logger LOG = LoggerFactory.getLogger(LockPatience.class);

  private static final Set<String> BUSY = Set.of("55P03", "57014", "40P01");
  private static final int ROUNDS = 4;

  private final Session session;
  private final Waiter waiter;
  private final Duration total;

  /**
   * @param total how long to wait for the lock on one table in all its attempts
   */
  LockPatience(Session session, Waiter waiter, Duration total) {
    this.session = session;
    this.waiter = waiter;
    this.total = total;
  }

  /**
   * Works on all of them.
   *
   * @param work called again for a table that was busy; what it throws ends everything
   * @param refused told of those that stayed busy, each with what the server said
   */
  void each(List<TableName> tables, Consumer<Attempt> work, Consumer<Busy> refused) {
    Map<TableName, DatabaseError> busy = new LinkedHashMap<>();
    List<TableName> waiting = tables;
    for (int round = 1; round <= ROUNDS && !waiting.isEmpty(); round++) {
      if (round > 1) {
        LOG.info("Locked by others, trying again: {}", waiting);
        waiter.pause(share(round));
      }
      busy.clear();
      for (TableName table : waiting) {
        try {
          work.accept(new Attempt(table, share(round)));
        } catch (DatabaseError e) {
          if (!BUSY.contains(e.sqlState())) {
            throw e;
          }
          LOG.debug("{} is busy", table, e);
          busy.put(table, e);
        }
      }
      waiting = new ArrayList<>(busy.keySet());
    }
    busy.forEach((table, error) -> refused.accept(new Busy(table, error)));
  }

  /** A table that stayed busy. */
  record Busy(TableName table, DatabaseError error) {}

  /** One try at one table. */
  final class Attempt {
    private final TableName table;
    private final Duration wait;

    private Attempt(TableName table, Duration wait) {
      this.table = table;
      this.wait = wait;
    }

    TableName table() {
      return table;
    }

    /** Runs the step in a transaction that waits for locks only a short time. */
    void transactionally(Runnable step) {
      String setting = session.server().lockWaitSetting();
      session.transactionally(
          () -> {
            session.execute("set local " + setting + " = " + Math.max(1, wait.toMillis()));
            step.run();
          });
    }
  }

  static boolean isBusy(Exception error) {
    return error instanceof DatabaseError database && BUSY.contains(database.sqlState());
  }

  /** The first attempts are the shortest; together they make up the whole time. */
  private Duration share(int round) {
    int parts = ROUNDS * (ROUNDS + 1) / 2;
    return total.multipliedBy(round).dividedBy(parts);
  }
}
