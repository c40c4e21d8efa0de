package org.jlondiste.daemon;

import java.time.Duration;

/**
 * What the operator wants of a running loop. Set by signals, read by the loop and by everything
 * that waits inside it. Safe for use by several threads.
 */
public final class Control {
  private boolean stop;
  private boolean reload;

  /** Asks the loop to end after the piece of work under way. */
  public synchronized void stop() {
    stop = true;
    notifyAll();
  }

  /** Asks the loop to read its configuration again after the piece of work under way. */
  public synchronized void reload() {
    reload = true;
    notifyAll();
  }

  public synchronized boolean isStopping() {
    return stop;
  }

  /** True when whoever waits should return to the loop: it is to stop or to reload. */
  public synchronized boolean isCalled() {
    return stop || reload;
  }

  /** Answers once whether a reload was asked for. */
  synchronized boolean takeReload() {
    boolean asked = reload;
    reload = false;
    return asked;
  }

  /** Waits that long, or shorter if the loop is to stop or to reload. */
  public synchronized void sleep(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    long left = limit.toNanos();
    while (!isCalled() && left > 0) {
      wait(left / 1_000_000, (int) (left % 1_000_000));
      left = end - System.nanoTime();
    }
  }
}
