package org.jlondiste.bench;

import java.time.Duration;
import java.util.List;

/** One system that keeps tables of a database the same in another. For one thread at a time. */
interface Replication extends AutoCloseable {
  /** Nothing that works takes longer. */
  Duration LIMIT = Duration.ofMinutes(30);

  /** Sets out to replicate these tables, which exist on both sides; the copy goes on behind. */
  void begin(List<String> tables);

  /** Waits until all tables are copied and follow. */
  void awaitInSync();

  /** Stops applying; changes go on being captured. */
  void pause();

  /** Goes on applying. */
  void resume();

  /** Waits until everything that is committed on the source by now is on the target. */
  void awaitArrival();

  @Override
  void close();
}
