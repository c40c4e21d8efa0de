package org.jlondiste.worker;

import java.time.Duration;
import org.jlondiste.postgres.Session;

/** Looks after the queues of a node's database from time to time, where no ticker does. */
final class Upkeep {
  private static final Duration PERIOD = Duration.ofMinutes(2);

  private long done;

  void passIfDue(Session session) {
    long now = System.nanoTime();
    if (done == 0 || now - done >= PERIOD.toNanos()) {
      done = now;
      new Maintenance(session, () -> false).pass();
    }
  }
}
