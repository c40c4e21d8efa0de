package org.jlondiste.copy;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jlondiste.model.TableName;

/**
 * What has gone wrong with the copies of a node's tables. A copy that fails leaves its slot to
 * others and is tried again after a pause, which is longer each time. Safe for use by several
 * threads.
 */
public final class Setbacks {
  private static final Duration FIRST = Duration.ofSeconds(3);
  private static final int MOST_DOUBLINGS = 4;

  private final Map<TableName, Setback> known = new ConcurrentHashMap<>();
  private final Map<TableName, Set<Shortcut>> refused = new ConcurrentHashMap<>();

  /**
   * The last one of a table.
   *
   * @param at by {@link System#nanoTime}
   * @param failures how many were the fault of the table, as far as one can tell
   */
  private record Setback(long at, int failures) {
    boolean isYoungerThan(Duration age) {
      return System.nanoTime() - at < age.toNanos();
    }

    Duration pause() {
      return FIRST.multipliedBy(1L << Math.min(Math.max(0, failures - 1), MOST_DOUBLINGS));
    }
  }

  /** A copy was tried in vain. */
  void failed(TableName table) {
    note(table, 1);
  }

  /** A copy has to wait for others, or was cut off by what concerns them all. */
  void heldUp(TableName table) {
    note(table, 0);
  }

  private void note(TableName table, int failures) {
    known.merge(
        table,
        new Setback(System.nanoTime(), failures),
        (before, now) -> new Setback(now.at(), before.failures() + failures));
  }

  /** The target refuses its rows by this way. */
  void refused(TableName table, Shortcut shortcut) {
    refused.computeIfAbsent(table, key -> ConcurrentHashMap.newKeySet()).add(shortcut);
  }

  boolean allows(TableName table, Shortcut shortcut) {
    return !refused.getOrDefault(table, Set.of()).contains(shortcut);
  }

  /** The table was copied, or is to be copied afresh. */
  public void forget(TableName table) {
    known.remove(table);
    refused.remove(table);
  }

  /** Forgets all tables but some. */
  public void keepOnly(Collection<TableName> tables) {
    known.keySet().retainAll(tables);
    refused.keySet().retainAll(tables);
  }

  public boolean isEmpty() {
    return known.isEmpty();
  }

  public boolean concern(TableName table) {
    return known.containsKey(table);
  }

  /** True as long as no new attempt is due. */
  public boolean isResting(TableName table) {
    Setback setback = known.get(table);
    return setback != null && setback.isYoungerThan(setback.pause());
  }

  /** True as long as no new attempt is due for a copy that keeps the worker waiting. */
  public boolean isRestingShortly(TableName table) {
    Setback setback = known.get(table);
    return setback != null && setback.isYoungerThan(FIRST);
  }
}
