package org.jlondiste.copy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jlondiste.postgres.Session;

/**
 * The sessions of a node's copies. Those that one copy has done with are kept for the next one, as
 * many tables are small.
 */
public final class KeptSessions {
  private final Map<String, Deque<Session>> idle = new HashMap<>();
  private final Set<Session> opened = Collections.newSetFromMap(new WeakHashMap<>());

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
        close(session);
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
    return watched(open.get());
  }

  /** Lets {@link #cancelAll} reach a session that is opened and closed by others. */
  synchronized Session watched(Session session) {
    opened.add(session);
    return session;
  }

  /** Has the servers give up whatever copies do at this moment: it may wait for locks. */
  public void cancelAll() {
    List<Session> all;
    synchronized (this) {
      all = List.copyOf(opened);
    }
    all.forEach(Session::cancel);
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
    closing.forEach(this::close);
  }

  private void close(Session session) {
    synchronized (this) {
      opened.remove(session);
    }
    session.close();
  }
}
