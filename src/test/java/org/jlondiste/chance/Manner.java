package org.jlondiste.chance;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.jlondiste.worker.WorkerOptions;

/**
 * How workers and targets go about it, where that is not left to chance.
 *
 * @param portion so many events are taken at a time; empty for any number
 * @param foul whether targets that can refuse every statement of more than one row
 * @param early whether all nodes have the tables, copied, before most is written, so that most is
 *     applied
 */
record Manner(OptionalInt portion, boolean foul, boolean early) {
  /** As the system properties say. */
  static Manner asAskedFor() {
    Integer portion = Integer.getInteger("chance.portion");
    return new Manner(
        portion == null ? OptionalInt.empty() : OptionalInt.of(portion),
        Boolean.getBoolean("chance.foul"),
        false);
  }

  /** Workers take so many events at a time. */
  static Manner ofPortions(int events) {
    return new Manner(OptionalInt.of(events), false, true);
  }

  /** Targets refuse all that is done to several rows together. */
  static Manner ofFoulTargets() {
    return new Manner(OptionalInt.empty(), true, true);
  }

  /** How a worker works, by chance unless it is told: in small steps or large ones. */
  WorkerOptions options(Random random) {
    int[] portions = {1, 2, 7, 100, 10_000, 1_000_000};
    int[] chunks = {0, 1, 3, 20, 1000};
    long[] stored = {0, 10, WorkerOptions.Batches.WORTH_READING_AS_STORED};
    int threads = 1 + random.nextInt(3);
    return new WorkerOptions(
        portion.isPresent()
            ? batches(
                portion.getAsInt(),
                1000L * portion.getAsInt(),
                portion.getAsInt(),
                stored[random.nextInt(stored.length)])
            : batches(
                portions[random.nextInt(portions.length)],
                random.nextBoolean() ? 200 : 1_000_000,
                random.nextBoolean() ? 1 : 2000,
                stored[random.nextInt(stored.length)]),
        new WorkerOptions.Copies(
            1 + random.nextInt(3),
            chunks[random.nextInt(chunks.length)],
            table -> threads,
            threads,
            0),
        WorkerOptions.Sparing.NONE,
        new WorkerOptions.Periods(
            Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMillis(50)),
        new WorkerOptions.Scope(table -> true, sequence -> true, false, false),
        "");
  }

  private static WorkerOptions.Batches batches(
      int events, long characters, long least, long stored) {
    return new WorkerOptions.Batches(
        events, characters, least, stored, 0, Optional.empty(), Optional.empty());
  }
}
