package org.jlondiste.change;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run of row changes of one table with a key amounts to: for each key what the first event
 * took for granted, and what the last one leaves. Applying removals and deletes first, then
 * updates, then inserts leads to the state that the events lead to one by one.
 *
 * <p>Keys are told apart by their text; for a type of which two texts can be equal (numeric,
 * citext) the events have to be applied in order instead.
 *
 * <p>Each list holds the last event of its keys, in the order in which the keys first came up.
 */
public final class NetEffect {
  private final List<RowChange> inserts = new ArrayList<>();
  private final List<RowChange> updates = new ArrayList<>();
  private final List<RowChange> rebirths = new ArrayList<>();
  private final List<RowChange> deletes = new ArrayList<>();
  private final List<RowChange> replacements = new ArrayList<>();
  private final List<RowChange> removals = new ArrayList<>();
  private final List<RowChange> vanished = new ArrayList<>();
  private @Nullable RowChange contradiction;
  private boolean nullInKey;

  private NetEffect() {}

  static NetEffect of(List<RowChange> changes) {
    NetEffect effect = new NetEffect();
    Map<String, Fate> fates = new HashMap<>(changes.size() * 2);
    List<Fate> order = new ArrayList<>();
    for (RowChange change : changes) {
      String key = change.keyText();
      effect.nullInKey |= change.hasNullInKey();
      Fate fate = fates.get(key);
      if (fate == null) {
        fate = new Fate(change);
        fates.put(key, fate);
        order.add(fate);
      } else if (!fate.goesOn(change) && effect.contradiction == null) {
        effect.contradiction = change;
      }
    }
    for (Fate fate : order) {
      effect.sortIn(fate);
    }
    return effect;
  }

  /** Rows that were absent and are there now. */
  public List<RowChange> inserts() {
    return inserts;
  }

  /** Rows that were present and look different now. */
  public List<RowChange> updates() {
    return updates;
  }

  /** Rows that were present, went, and came again: updates, but of columns not named as well. */
  public List<RowChange> rebirths() {
    return rebirths;
  }

  /** Rows that were present and are gone. */
  public List<RowChange> deletes() {
    return deletes;
  }

  /** Rows that are there now, whether they were or not. */
  public List<RowChange> replacements() {
    return replacements;
  }

  /** Rows that are gone, whether they were there or not. */
  public List<RowChange> removals() {
    return removals;
  }

  /** Rows that came and went: nothing to do, if all before was right. */
  public List<RowChange> vanished() {
    return vanished;
  }

  /**
   * The first event that cannot be true after the ones before it, an insert of a row that is there
   * for instance; null if there is none.
   */
  public @Nullable RowChange contradiction() {
    return contradiction;
  }

  /** True if some key has a NULL in it, so that equality does not find its row. */
  public boolean hasNullInKey() {
    return nullInKey;
  }

  /** How many rows are written or deleted. */
  public int rows() {
    return inserts.size()
        + updates.size()
        + rebirths.size()
        + deletes.size()
        + replacements.size()
        + removals.size();
  }

  private void sortIn(Fate fate) {
    boolean left = fate.last.operation().leavesRow();
    switch (fate.first.operation()) {
      case INSERT -> (left ? inserts : vanished).add(fate.last);
      case UPDATE, DELETE -> (left ? (fate.reborn ? rebirths : updates) : deletes).add(fate.last);
      case REPLACE, REMOVE -> (left ? replacements : removals).add(fate.last);
    }
  }

  /** The first and the last event of one key. */
  private static final class Fate {
    private final RowChange first;
    private RowChange last;
    private boolean reborn;

    Fate(RowChange first) {
      this.first = first;
      this.last = first;
    }

    /** Takes the key's next event; false if it contradicts the one before. */
    boolean goesOn(RowChange next) {
      boolean present = last.operation().leavesRow();
      boolean possible =
          switch (next.operation()) {
            case INSERT -> !present;
            case UPDATE, DELETE -> present;
            case REPLACE, REMOVE -> true;
          };
      reborn |= !present && next.operation().leavesRow();
      last = next;
      return possible;
    }
  }
}
