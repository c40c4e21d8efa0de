package org.jlondiste.bench;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** One system that keeps tables of a database the same in another. For one thread at a time. */
interface Replication extends AutoCloseable {
  /** Nothing that works takes longer. */
  Duration LIMIT = Duration.ofHours(2);

  /** Sets out to replicate these tables, which exist on both sides; the copy goes on behind. */
  default void begin(List<String> tables) {
    begin(tables, true);
  }

  /**
   * Sets out to replicate these tables, which exist on both sides.
   *
   * @param copied their rows are to be copied first; else they are the same already
   */
  void begin(List<String> tables, boolean copied);

  /** Waits until all tables are copied and follow. */
  void awaitInSync();

  /** Stops applying; changes go on being captured. */
  void pause();

  /** Goes on applying. */
  void resume();

  /** Waits until what applies has connected to the source, after {@link #resume}. */
  void awaitConnected();

  /** Waits until everything that is committed on the source by now is on the target. */
  void awaitArrival();

  /** The process that applies, where it is not one of the server's. */
  default OptionalLong applier() {
    return OptionalLong.empty();
  }

  /** All processes at work that are not the servers'. */
  default List<Long> processes() {
    return List.of();
  }

  @Override
  void close();
}
