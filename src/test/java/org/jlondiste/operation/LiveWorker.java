package org.jlondiste.operation;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jlondiste.error.UserError;
import org.jlondiste.handler.HandlerCatalog;
import org.jlondiste.handler.Surroundings;
import org.jlondiste.support.Await;
import org.jlondiste.topology.LocalNode;
import org.jlondiste.worker.Step;
import org.jlondiste.worker.Worker;
import org.jlondiste.worker.WorkerOptions;
import org.jspecify.annotations.Nullable;

/** A worker that works for a node in the background until it is ended. */
final class LiveWorker {
  private static final Duration NEWS = Duration.ofMillis(50);
  private static final Duration MEETING = Duration.ofMillis(5);

  private final Worker worker;
  private final Thread thread;
  private final boolean lasting;
  private volatile boolean stopping;
  private volatile @Nullable RuntimeException failure;

  private LiveWorker(Place place, String queue, boolean lasting) {
    this(place, queue, lasting, new HandlerCatalog(Surroundings.Settings.DEFAULT));
  }

  private LiveWorker(Place place, String queue, boolean lasting, HandlerCatalog handlers) {
    this.lasting = lasting;
    worker =
        new Worker(
            new LocalNode(
                queue,
                place.node() + "_worker",
                purpose -> Place.DATABASES.open(place.location(), purpose),
                Place.DATABASES),
            new WorkerOptions(
                new WorkerOptions.Batches(
                    500, 1_000_000, 2000, 1000, 0, Optional.empty(), Optional.empty()),
                new WorkerOptions.Copies(2, 0, table -> 1, 2, 0),
                WorkerOptions.Sparing.NONE,
                new WorkerOptions.Periods(
                    Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofMillis(50)),
                new WorkerOptions.Scope(table -> true, sequence -> true, false, false),
                "",
                handlers));
    thread = new Thread(this::work, "worker of " + place.node());
    thread.setDaemon(true);
  }

  static LiveWorker of(Place place) {
    return of(place, Place.QUEUE);
  }

  static LiveWorker of(Place place, String queue) {
    return started(new LiveWorker(place, queue, false));
  }

  /** One with other kinds of handlers than those of an INI file that says nothing. */
  static LiveWorker of(Place place, HandlerCatalog handlers) {
    return started(new LiveWorker(place, Place.QUEUE, false, handlers));
  }

  /** One that goes on trying, as the daemon does, when something fails. */
  static LiveWorker lasting(Place place) {
    return lasting(place, Place.QUEUE);
  }

  static LiveWorker lasting(Place place, String queue) {
    return started(new LiveWorker(place, queue, true));
  }

  private static LiveWorker started(LiveWorker live) {
    live.thread.start();
    return live;
  }

  private void work() {
    while (!stopping) {
      try {
        Step step = worker.step();
        if (step != Step.WORKED) {
          worker.awaitNews(step == Step.MEETING ? MEETING : NEWS);
        }
      } catch (UserError e) {
        if (!lasting) {
          failure = e;
          return;
        }
        worker.disconnect();
        LockSupport.parkNanos(NEWS.toNanos());
      }
    }
  }

  void stop() {
    stopping = true;
    try {
      thread.join(Await.LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    worker.close();
  }

  void throwFailure() {
    RuntimeException cause = failure;
    if (cause != null) {
      throw new AssertionError("the worker failed: " + cause.getMessage(), cause);
    }
  }
}
