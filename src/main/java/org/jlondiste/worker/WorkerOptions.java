package org.jlondiste.worker;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jlondiste.copy.CopyOptions;
import org.jlondiste.copy.Restraint;
import org.jlondiste.copy.Restraint.Limits;
import org.jlondiste.copy.StageTimes;
import org.jlondiste.handler.HandlerCatalog;
import org.jlondiste.handler.Surroundings;
import org.jlondiste.model.TableName;
import org.jlondiste.queue.ReadAhead.Portion;

/**
 * How a worker works.
 *
 * @param batches how much it takes at a time
 * @param copies how it copies tables
 * @param sparing what the provider may be burdened with before less is read
 * @param periods how often it does what
 * @param scope what it takes part in
 * @param sourceEncoding what the text of a provider without encoding is written in; empty if nobody
 *     said
 * @param handlers the kinds of handlers that tables may have
 */
public record WorkerOptions(
    Batches batches,
    Copies copies,
    Sparing sparing,
    Periods periods,
    Scope scope,
    String sourceEncoding,
    HandlerCatalog handlers) {

  /** With the handlers that are built in. */
  public WorkerOptions(
      Batches batches,
      Copies copies,
      Sparing sparing,
      Periods periods,
      Scope scope,
      String sourceEncoding) {
    this(
        batches,
        copies,
        sparing,
        periods,
        scope,
        sourceEncoding,
        new HandlerCatalog(Surroundings.Settings.DEFAULT));
  }

  /**
   * How much a worker takes at a time.
   *
   * @param portionEvents events that are in memory at a time
   * @param portionCharacters their text, at most
   * @param leastEvents a worker far behind takes so many events at least in one transaction
   * @param eventsAsStored a batch of so many is read as it is stored, without the server's sorting
   * @param collectEvents take a batch only once it has so many events, or spans as much time as is
   *     asked for; 0 for any
   * @param collectInterval take a batch only once it spans this much time
   * @param keepLag stay this far behind
   */
  public record Batches(
      int portionEvents,
      long portionCharacters,
      long leastEvents,
      long eventsAsStored,
      long collectEvents,
      Optional<Duration> collectInterval,
      Optional<Duration> keepLag) {

    /** From here on reading without sorting is quicker. */
    public static final long WORTH_READING_AS_STORED = 20_000;

    /** True if the next tick is as good as any other. */
    boolean areFree() {
      return collectEvents == 0 && collectInterval.isEmpty() && keepLag.isEmpty();
    }
  }

  /**
   * How a worker copies tables.
   *
   * @param tables copied at once, at most
   * @param chunkRows a table with a key and more rows is copied in chunks of so many; 0 to go by
   *     its size
   * @param chunksOfTable how many chunks of a table are copied at once
   * @param parallelIndexes how many indexes of a table are made at once
   * @param bytesPerSecond read by all copies together; 0 for no limit
   */
  public record Copies(
      int tables,
      int chunkRows,
      ToIntFunction<TableName> chunksOfTable,
      int parallelIndexes,
      long bytesPerSecond) {}

  /**
   * What the provider may be burdened with before less is read.
   *
   * @param activeSessions of others, at work at the same time; 0 for any number
   * @param standbyBytes that a standby may be behind; 0 for any
   * @param commitTime of the worker's own commits there; zero for any
   */
  public record Sparing(int activeSessions, long standbyBytes, Duration commitTime) {
    /** Whatever happens, all is read as fast as it can be. */
    public static final Sparing NONE = new Sparing(0, 0, Duration.ZERO);

    Limits limits() {
      return new Limits(activeSessions, standbyBytes, commitTime);
    }
  }

  /**
   * How often a worker does what.
   *
   * @param watermark says what the node still needs
   * @param rootWatermark says, on a root, what the whole set still needs
   * @param tick ticks, on a root; zero leaves that to others
   */
  public record Periods(Duration watermark, Duration rootWatermark, Duration tick) {}

  /**
   * What a worker takes part in.
   *
   * @param tables whether a table of the set is put on this node's list
   * @param sequences the same for a sequence
   * @param localOnly read only the events of tables that this node replicates
   * @param withoutScripts with localOnly, leave out scripts
   */
  public record Scope(
      Predicate<TableName> tables,
      Predicate<TableName> sequences,
      boolean localOnly,
      boolean withoutScripts) {}

  boolean ticks() {
    return !periods.tick().isZero() && !periods.tick().isNegative();
  }

  Portion portion() {
    return new Portion(batches.portionEvents(), batches.portionCharacters());
  }

  CopyOptions copy(Restraint restraint, StageTimes times) {
    return new CopyOptions(
        copies.chunkRows(),
        copies.chunksOfTable(),
        copies.parallelIndexes(),
        copies.bytesPerSecond(),
        restraint,
        times,
        portion(),
        sourceEncoding,
        handlers);
  }
}
