package org.jlondiste.copy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jlondiste.postgres.Session;

/** Sessions that one copy has done with, for the next one: many tables are small. */
public final class KeptSessions {
  private final Map<String, Deque<Session>> idle = new HashMap<>();

  /**
   * A session that is kept, or a new one.
   *
   * @param where sessions of the same name are alike
   */
  Session take(String where, Supplier<Session> open) {
    synchronized (this) {
      Deque<Session> kept = idle.get(where);
      if (kept != null && !kept.isEmpty()) {
        return kept.pop();
      }
    }
    return open.get();
  }

  /** Keeps a session on which nothing is under way. */
  synchronized void keep(String where, Session session) {
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
