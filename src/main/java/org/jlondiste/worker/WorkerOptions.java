package org.jlondiste.worker;

import java.time.Duration;
import java.util.function.Predicate;
import org.jlondiste.copy.CopyOptions;
import org.jlondiste.model.TableName;
import org.jlondiste.queue.ReadAhead.Portion;

/**
 * How a worker works.
 *
 * @param parallelCopies tables copied at once, at most
 * @param copy how they are copied
 * @param portion how many changes are applied at a time
 * @param batchEvents a worker far behind takes so many events at least in one transaction
 * @param watermarkPeriod how often the node says what it still needs
 * @param rootWatermarkPeriod how often a root says what the whole set still needs
 * @param tickPeriod how often a root ticks by itself; zero leaves that to others
 * @param takesTable whether a table of the set is put on this node's list
 * @param takesSequence the same for a sequence
 */
public record WorkerOptions(
    int parallelCopies,
    CopyOptions copy,
    Portion portion,
    long batchEvents,
    Duration watermarkPeriod,
    Duration rootWatermarkPeriod,
    Duration tickPeriod,
    Predicate<TableName> takesTable,
    Predicate<TableName> takesSequence) {

  boolean ticks() {
    return !tickPeriod.isZero() && !tickPeriod.isNegative();
  }
}
