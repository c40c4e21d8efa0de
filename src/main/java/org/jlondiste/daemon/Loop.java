package org.jlondiste.daemon;

import org.jlondiste.error.ExitCode;
import org.jlondiste.error.StateError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does one step after the other until it is told to stop. Failures are logged and tried again. */
public final class Loop {
  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

  private final Duty duty;
  private final Control control;
  private final FailureLog failures;
  private final Runnable onReady;
  private boolean begun;

  /**
   * @param onReady called once, when the duty has begun
   */
  public Loop(Duty duty, Control control, FailureLog failures, Runnable onReady) {
    this.duty = duty;
    this.control = control;
    this.failures = failures;
    this.onReady = onReady;
  }

  /**
   * Runs until told to stop.
   *
   * @param mustBegin whether any failure to begin ends the loop; otherwise only one that no waiting
   *     mends does, and others are tried again
   */
  public ExitCode run(boolean mustBegin) {
    try (duty) {
      if (mustBegin) {
        begin();
      }
      boolean goOn = true;
      while (goOn && !control.isStopping()) {
        if (control.takeReload()) {
          reload();
        }
        goOn = turn();
      }
      return ExitCode.OK;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
  }

  /** One step and the wait after it; false if the loop is to end by itself. */
  private boolean turn() throws InterruptedException {
    try {
      begin();
      boolean more = duty.step();
      return more ? !duty.pauses().idle().isNegative() : rested();
    } catch (RuntimeException e) {
      if (!begun && e instanceof StateError) {
        throw e;
      }
      failures.failed(e);
      duty.failed(e);
      duty.reset();
      Duty.Pauses pauses = duty.pauses();
      if (pauses.endsWhenIdle()) {
        throw e;
      }
      control.sleep(pauses.afterFailure());
      return true;
    }
  }

  private void begin() {
    if (!begun) {
      duty.begin();
      begun = true;
      onReady.run();
    }
  }

  private boolean rested() throws InterruptedException {
    Duty.Pauses pauses = duty.pauses();
    if (pauses.endsWhenIdle()) {
      return false;
    }
    duty.awaitWork(pauses.idle(), control);
    return true;
  }

  private void reload() {
    try {
      duty.reload();
      LOG.info("Config reloaded");
    } catch (RuntimeException e) {
      failures.failed(e);
    }
  }
}
