package org.jlondiste.worker;

import java.time.Duration;
import java.util.Set;
import org.jlondiste.copy.CopyOptions;
import org.jlondiste.queue.ReadAhead.Portion;

/**
 * How a worker works.
 *
 * @param parallelCopies tables copied at once, at most
 * @param copy how they are copied
 * @param portion how many changes are applied at a time
 * @param batchEvents a worker far behind takes so many events at least in one transaction
 * @param watermarkPeriod how often the node says what it still needs
 * @param tickPeriod how often a root ticks by itself
 * @param idlePeriod how long a step may wait for news
 * @param skippedTables names of tables that are not put on this node's list
 * @param onlyTables if not empty, the only tables that are
 * @param skippedSequences as for tables
 * @param onlySequences as for tables
 */
public record WorkerOptions(
    int parallelCopies,
    CopyOptions copy,
    Portion portion,
    long batchEvents,
    Duration watermarkPeriod,
    Duration tickPeriod,
    Duration idlePeriod,
    Set<String> skippedTables,
    Set<String> onlyTables,
    Set<String> skippedSequences,
    Set<String> onlySequences) {

  boolean takesTable(String name) {
    return takes(name, onlyTables, skippedTables);
  }

  boolean takesSequence(String name) {
    return takes(name, onlySequences, skippedSequences);
  }

  private static boolean takes(String name, Set<String> only, Set<String> skipped) {
    return !skipped.contains(name) && (only.isEmpty() || only.contains(name));
  }
}
