package org.jlondiste.operation;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jlondiste.error.InterruptionError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How long an operation waits for others, and how often it looks. */
public final class Patience {
  private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
  private static final Duration BEFORE_FIRST_WORD = Duration.ofSeconds(1);
  private static final Duration BETWEEN_WORDS = Duration.ofSeconds(10);
  private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(20);

  private final Waiter waiter;
  private final LongSupplier nanoClock;
  private final Optional<Duration> limit;
  private final Duration interval;
  private final long start;

  /**
   * @param limit how long to wait in all; none for as long as it takes
   * @param interval time between two looks
   */
  public Patience(
      Waiter waiter, LongSupplier nanoClock, Optional<Duration> limit, Duration interval) {
    this.waiter = waiter;
    this.nanoClock = nanoClock;
    this.limit = limit;
    this.interval = interval;
    this.start = nanoClock.getAsLong();
  }

  /** Waits by the clock on the wall. */
  public static Patience of(Optional<Duration> limit, Duration interval) {
    return new Patience(Waiter.sleeping(), System::nanoTime, limit, interval);
  }

  /**
   * Looks again and again until there is an answer.
   *
   * @param what what is waited for, for the message of the error
   * @param hint what to do if it does not come
   * @throws InterruptionError when the time is over
   */
  public <T> T await(String what, String hint, Supplier<Optional<T>> look) {
    return await(what, () -> hint, look);
  }

  /** The same with a hint that is made when the time is over, and may tell what was seen. */
  <T> T await(String what, Supplier<String> hint, Supplier<Optional<T>> look) {
    while (true) {
      Optional<T> answer = look.get();
      if (answer.isPresent()) {
        return answer.get();
      }
      if (limit.isPresent() && spent().compareTo(limit.get()) >= 0) {
        throw new InterruptionError(
            "waited " + seconds(limit.get()) + " s in vain for " + what, hint.get());
      }
      waiter.pause(interval);
    }
  }

  /**
   * The same, and tells the operator what is waited for.
   *
   * @throws InterruptionError when the time is over
   */
  <T> T awaitAloud(String what, String hint, Supplier<Optional<T>> look) {
    Duration[] nextWord = {spent().plus(BEFORE_FIRST_WORD)};
    return await(
        what,
        () -> hint,
        () -> {
          Optional<T> answer = look.get();
          if (answer.isEmpty() && spent().compareTo(nextWord[0]) >= 0) {
            LOG.info("Waiting for {}", what);
            nextWord[0] = spent().plus(BETWEEN_WORDS);
          }
          return answer;
        });
  }

  /** Patience for a part of the work: no more than is left of this, nor than the limit. */
  Patience within(Duration most) {
    Duration left = limit.map(all -> all.minus(spent())).orElse(most);
    Duration shorter = left.compareTo(most) < 0 ? left : most;
    return new Patience(
        waiter,
        nanoClock,
        Optional.of(shorter.isNegative() ? Duration.ZERO : shorter),
        interval.compareTo(SHORTEST_INTERVAL) < 0 ? interval : SHORTEST_INTERVAL);
  }

  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
  }

  /** How long it has lasted by now. */
  Duration spent() {
    return Duration.ofNanos(nanoClock.getAsLong() - start);
  }
}
