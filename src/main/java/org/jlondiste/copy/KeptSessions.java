package org.jlondiste.copy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jlondiste.postgres.Session;

/** Sessions that one copy has done with, for the next one: many tables are small. */
public final class KeptSessions {
  private final Map<String, Deque<Session>> idle = new HashMap<>();

  /**
   * Lends a session for some work, and keeps it for others unless the work fails.
   *
   * @param where sessions of the same name are alike
   */
  <T> T lend(String where, Supplier<Session> open, Function<Session, T> work) {
    Session session = take(where, open);
    boolean sound = false;
    try {
      T result = work.apply(session);
      sound = true;
      return result;
    } finally {
      if (sound) {
        keep(where, session);
      } else {
        session.close();
        // what happened to this one may have happened to all
        clear();
      }
    }
  }

  private Session take(String where, Supplier<Session> open) {
    synchronized (this) {
      Deque<Session> kept = idle.get(where);
      if (kept != null && !kept.isEmpty()) {
        return kept.pop();
      }
    }
    return open.get();
  }

  private synchronized void keep(String where, Session session) {
    idle.computeIfAbsent(where, key -> new ArrayDeque<>()).push(session);
  }

  /** Closes all that nobody uses. */
  public void clear() {
    List<Session> closing = new ArrayList<>();
    synchronized (this) {
      idle.values().forEach(closing::addAll);
      idle.clear();
    }
    closing.forEach(Session::close);
  }
}
