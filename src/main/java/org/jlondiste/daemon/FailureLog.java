package org.jlondiste.daemon;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jlondiste.error.UserError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the failures of a loop into the log. Kinds that the operator expects are only warnings
 * until they have lasted for a while.
 */
public final class FailureLog {
  private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);

  private final String jobName;
  private final Policy policy;
  private final Clock clock;
  private Optional<Instant> firstFailure = Optional.empty();

  /**
   * Which failures are expected, and for how long.
   *
   * @param quiet names of exception classes, or {@code ALL}
   * @param grace how long after the first one they stay warnings
   * @param reset a success this long after the first one starts the count anew
   */
  public record Policy(List<String> quiet, Duration grace, Duration reset) {
    /** Every failure is an error. */
    public static final Policy STRICT = new Policy(List.of(), Duration.ZERO, Duration.ZERO);

    public Policy {
      quiet = List.copyOf(quiet);
    }

    boolean isQuiet(Throwable failure) {
      return quiet.contains("ALL") || quiet.contains(failure.getClass().getSimpleName());
    }
  }

  public FailureLog(String jobName, Policy policy, Clock clock) {
    this.jobName = jobName;
    this.policy = policy;
    this.clock = clock;
  }

  void failed(RuntimeException failure) {
    Instant now = clock.instant();
    Instant first = firstFailure.orElse(now);
    firstFailure = Optional.of(first);
    String text = "Job " + jobName + " crashed: " + failure.getMessage();
    if (policy.isQuiet(failure) && now.isBefore(first.plus(policy.grace()))) {
      LOG.warn(text);
    } else if (failure instanceof UserError known) {
      LOG.error(known.hint().isEmpty() ? text : text + " (" + known.hint() + ")");
      LOG.debug("where it happened", failure);
    } else {
      LOG.error(text, failure);
    }
  }

  void succeeded() {
    Instant now = clock.instant();
    if (firstFailure.filter(first -> !now.isBefore(first.plus(policy.reset()))).isPresent()) {
      firstFailure = Optional.empty();
    }
  }
}
