package org.jlondiste.copy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jlondiste.error.InterruptionError;

/**
 * How much of the time a node reads from its provider: all of it, less while the provider suffers,
 * never nothing. It gives way at once and comes back slowly, so that it does not go to and fro.
 * Safe for use by several threads.
 */
public final class Restraint {
  private static final double LEAST_SHARE = 1.0 / 16;
  private static final double STEP_DOWN = 0.5;
  private static final double STEP_UP = 1.25;

  /** What lies between this part of a limit and the limit changes nothing. */
  private static final double CALM = 0.7;

  /** So many calm looks one after the other make a step up. */
  private static final int CALM_LOOKS = 3;

  private static final double WEIGHT_OF_NEWEST = 0.2;
  private static final Duration MEMORY = Duration.ofSeconds(10);
  private static final Duration LONGEST_REST = Duration.ofSeconds(1);

  private double share = 1;
  private String reason = "";
  private int calmLooks;
  private double commitSeconds;
  private long committedAt;
  private boolean measured;

  /**
   * What the provider may be burdened with.
   *
   * @param activeSessions of others, at work at the same time; 0 for any number
   * @param standbyBytes that a standby may be behind; 0 for any
   * @param commitTime of our own commits there; zero for any
   */
  public record Limits(int activeSessions, long standbyBytes, Duration commitTime) {
    public static final Limits NONE = new Limits(0, 0, Duration.ZERO);

    /** True if nothing is limited. */
    public boolean isNone() {
      return activeSessions == 0 && standbyBytes == 0 && commitTime.isZero();
    }
  }

  /**
   * What the provider is burdened with.
   *
   * @param activeSessions of others
   * @param standbyBytes how far its last standby is behind; empty if it has none or does not say
   */
  public record Load(long activeSessions, OptionalLong standbyBytes) {}

  /**
   * Gives way, holds, or comes back, by what was seen.
   *
   * @return true if the share has changed
   */
  public synchronized boolean look(Load load, Limits limits) {
    double before = share;
    List<String> excesses = new ArrayList<>();
    boolean calm = true;
    if (limits.activeSessions() > 0) {
      calm &= load.activeSessions() <= CALM * limits.activeSessions();
      if (load.activeSessions() > limits.activeSessions()) {
        excesses.add(
            load.activeSessions() + " active sessions, more than " + limits.activeSessions());
      }
    }
    if (limits.standbyBytes() > 0 && load.standbyBytes().isPresent()) {
      long bytes = load.standbyBytes().getAsLong();
      calm &= bytes <= CALM * limits.standbyBytes();
      if (bytes > limits.standbyBytes()) {
        excesses.add("a standby is " + bytes + " bytes behind, more than " + limits.standbyBytes());
      }
    }
    Optional<Duration> commit = commitTime();
    if (!limits.commitTime().isZero() && commit.isPresent()) {
      calm &= commit.get().toNanos() <= CALM * limits.commitTime().toNanos();
      if (commit.get().compareTo(limits.commitTime()) > 0) {
        excesses.add(
            "a commit takes "
                + commit.get().toMillis()
                + " ms, more than "
                + limits.commitTime().toMillis());
      }
    }
    if (!excesses.isEmpty()) {
      calmLooks = 0;
      share = Math.max(LEAST_SHARE, share * STEP_DOWN);
      reason = String.join("; ", excesses);
    } else if (!calm) {
      calmLooks = 0;
    } else if (++calmLooks >= CALM_LOOKS) {
      calmLooks = 0;
      share = Math.min(1, share * STEP_UP);
    }
    if (share == 1) {
      reason = "";
    }
    return share != before;
  }

  /** Notes how long a commit on the provider took. */
  public synchronized void noteCommit(Duration time) {
    double seconds = time.toNanos() / 1e9;
    boolean fresh = commitTime().isPresent();
    commitSeconds =
        fresh ? commitSeconds * (1 - WEIGHT_OF_NEWEST) + seconds * WEIGHT_OF_NEWEST : seconds;
    committedAt = System.nanoTime();
    measured = true;
  }

  private Optional<Duration> commitTime() {
    return measured && System.nanoTime() - committedAt < MEMORY.toNanos()
        ? Optional.of(Duration.ofNanos((long) (commitSeconds * 1e9)))
        : Optional.empty();
  }

  /** The part of the time that is spent reading, 1 for all. */
  public synchronized double share() {
    return share;
  }

  /** Why it is not all; empty if it is. */
  public synchronized String reason() {
    return reason;
  }

  /** Reads at full speed again. */
  public synchronized void release() {
    share = 1;
    reason = "";
    calmLooks = 0;
  }

  /** How long to rest after some work. */
  Duration restAfter(Duration worked) {
    double part = share();
    Duration rest = Duration.ofNanos((long) (worked.toNanos() * (1 / part - 1)));
    return rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST;
  }

  /** Pauses for work that begins now. */
  public Pauses pauses() {
    return new Pauses();
  }

  /** Pauses in the course of some work. For one thread. */
  public final class Pauses {
    private long since = System.nanoTime();

    private Pauses() {}

    /** Rests as long as it is due after what was done since the beginning or the last pause. */
    public void pause() {
      rest(Duration.ofNanos(System.nanoTime() - since));
      since = System.nanoTime();
    }
  }

  /** Rests as long as it is due after some work. */
  void rest(Duration worked) {
    Duration rest = restAfter(worked);
    if (rest.isZero()) {
      return;
    }
    try {
      Thread.sleep(rest.toMillis(), rest.toNanosPart() % 1_000_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptionError("interrupted while sparing the provider", "");
    }
  }
}
