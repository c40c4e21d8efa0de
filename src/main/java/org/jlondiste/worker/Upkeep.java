package org.jlondiste.worker;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jlondiste.postgres.Session;

/** Looks after the queues of a node's database from time to time, where no ticker does. */
final class Upkeep {
  private static final Duration PERIOD = Duration.ofMinutes(2);

  private long done;

  /**
   * @param stopping asked between operations; true ends the work early
   */
  void passIfDue(Session session, BooleanSupplier stopping) {
    long now = System.nanoTime();
    if (done == 0 || now - done >= PERIOD.toNanos()) {
      done = now;
      new Maintenance(session, stopping).pass();
    }
  }
}
