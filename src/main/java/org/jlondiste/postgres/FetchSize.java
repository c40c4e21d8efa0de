package org.jlondiste.postgres;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many rows are fetched at a time. The driver keeps all rows of a fetch in memory, however wide
 * they are: once it ran out of memory, all fetches of this process become smaller.
 */
final class FetchSize {
  private static final Logger LOG = LoggerFactory.getLogger(FetchSize.class);
  private static final int SMALLER = 20;
  private static final AtomicInteger LIMIT = new AtomicInteger(Integer.MAX_VALUE);

  private FetchSize() {}

  static int atMost(int wanted) {
    return Math.min(wanted, LIMIT.get());
  }

  /** True if it was the driver that had too little memory, and not the server. */
  static boolean ranOut(SQLException refused) {
    return refused.getCause() instanceof OutOfMemoryError;
  }

  /** Makes fetches smaller than the one that did not fit. */
  static void lower(int fetched) {
    int smaller = Math.max(1, fetched / SMALLER);
    if (LIMIT.getAndAccumulate(smaller, Math::min) > smaller) {
      LOG.warn("Rows are wide: {} at a time are fetched from now on", smaller);
    }
  }
}
