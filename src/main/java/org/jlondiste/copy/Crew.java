package org.jlondiste.copy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jlondiste.postgres.Session;
import org.jspecify.annotations.Nullable;

/** Several sessions that share tasks which do not depend on each other. */
final class Crew<T> {
  private final Queue<T> tasks;
  private final BiConsumer<Session, T> work;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  private Crew(Collection<T> tasks, BiConsumer<Session, T> work) {
    this.tasks = new ConcurrentLinkedQueue<>(tasks);
    this.work = work;
  }

  /**
   * Does all tasks. Once one fails no other is begun; those under way are brought to their end.
   *
   * @param size how many sessions work, counting the first
   * @param first works in this thread
   * @param open opens the others, which are closed afterwards
   * @param what is done, in words
   */
  static <T> void share(
      Collection<T> tasks,
      int size,
      Session first,
      Supplier<Session> open,
      BiConsumer<Session, T> work,
      String what) {
    Crew<T> crew = new Crew<>(tasks, work);
    List<Thread> others = new ArrayList<>();
    for (int i = 1; i < size; i++) {
      Thread other = new Thread(() -> crew.workIn(open), "copy: " + what + " " + (i + 1));
      other.setDaemon(true);
      others.add(other);
      other.start();
    }
    crew.workIn(first);
    Threads.join(others);
    Threads.throwAgain(crew.failure.get());
  }

  private void workIn(Supplier<Session> open) {
    try (Session session = open.get()) {
      workIn(session);
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    }
  }

  private void workIn(Session session) {
    try {
      for (T task = tasks.poll(); task != null && failure.get() == null; task = tasks.poll()) {
        work.accept(session, task);
      }
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    }
  }
}
