package org.jlondiste.worker;

import java.util.concurrent.atomic.LongAdder;

/** What a ticker did since the last line of statistics. Safe for use by several threads. */
final class TickerStatistics {
  private final LongAdder ticks = new LongAdder();
  private final LongAdder passes = new LongAdder();
  private final LongAdder retries = new LongAdder();

  void ticked() {
    ticks.increment();
  }

  void maintained() {
    passes.increment();
  }

  void retried(long events) {
    retries.add(events);
  }

  /** The line as pgqd writes it; counts anew from here. */
  String line() {
    return "{ticks: "
        + ticks.sumThenReset()
        + ", maint: "
        + passes.sumThenReset()
        + ", retry: "
        + retries.sumThenReset()
        + "}";
  }
}
