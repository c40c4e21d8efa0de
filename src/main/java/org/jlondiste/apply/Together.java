package org.jlondiste.apply;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jlondiste.change.NetEffect;
import org.jlondiste.change.RowChange;
import org.jlondiste.change.RowCounts;
import org.jlondiste.change.RowRun;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;

/** Applies the changes of one table by their net effect: deletes, then updates, then inserts. */
final class Together {
  private static final String JOIN_FREELY = Sql.text(Together.class, "join_freely.sql");
  private static final String JOIN_BY_INDEX = Sql.text(Together.class, "join_by_index.sql");

  /** Up to so many rows without key are looked for one after the other. */
  private static final int FEW_LOSSES = 8;

  private final Session session;
  private final RowSets sets;

  Together(Session session) {
    this.session = session;
    this.sets = new RowSets(session);
  }

  /** True if rows can be applied in this way: their keys' texts tell them apart. */
  static boolean suits(TargetShape target, RowRun run) {
    return !target.shape().hasKey() || (target.textIsIdentity() && !run.netEffect().hasNullInKey());
  }

  /**
   * Applies a run that this {@link #suits}.
   *
   * @param rewriting updates delete and insert their rows, because values of unique columns change
   *     hands between them
   * @throws Mismatch if the target's rows are not as the changes take for granted
   */
  void apply(TargetForms forms, RowRun run, ApplyMode mode, boolean rewriting) {
    if (!forms.target().shape().hasKey()) {
      if (forms.keyless().isIndexed()) {
        applyCounts(forms, run.rowCounts(), mode);
      } else {
        freely(() -> applyCounts(forms, run.rowCounts(), mode));
      }
    } else if (forms.target().isIndexed()) {
      apply(forms, plan(forms.target(), run.netEffect(), mode, rewriting));
    } else {
      freely(() -> apply(forms, plan(forms.target(), run.netEffect(), mode, rewriting)));
    }
  }

  private void freely(Runnable work) {
    session.execute(JOIN_FREELY);
    work.run();
    session.execute(JOIN_BY_INDEX);
  }

  /** What is done, in the order of the components. */
  private record Plan(
      List<RowChange> toDelete,
      List<RowChange> toDeleteIfThere,
      List<RowChange> toUpdate,
      List<RowChange> toMerge,
      List<RowChange> toBeAbsent,
      List<RowChange> toInsertAfresh,
      List<RowChange> toInsertAgain) {
    Plan() {
      this(
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>());
    }

    /** Rows are made what they are now, whatever they were; only columns told of are touched. */
    void write(List<RowChange> rows, boolean keepingOtherColumns) {
      if (keepingOtherColumns) {
        toMerge.addAll(rows);
      } else {
        toDeleteIfThere.addAll(rows);
        toInsertAgain.addAll(rows);
      }
    }

    /** Rows that have to be there are deleted, and inserted as they are now. */
    void rewrite(List<RowChange> rows) {
      toDelete.addAll(rows);
      toInsertAgain.addAll(rows);
    }
  }

  private static Plan plan(
      TargetShape target, NetEffect effect, ApplyMode mode, boolean rewriting) {
    Plan plan = new Plan();
    boolean others = target.hasOtherColumns();
    plan.toDeleteIfThere().addAll(effect.removals());
    plan.write(effect.replacements(), others);
    if (mode == ApplyMode.REDO) {
      plan.toDeleteIfThere().addAll(effect.deletes());
      plan.toDeleteIfThere().addAll(effect.vanished());
      plan.write(effect.inserts(), others);
      plan.write(effect.updates(), others);
      plan.write(effect.rebirths(), others);
      return plan;
    }
    if (effect.contradiction() != null) {
      throw new Mismatch("changes contradict each other");
    }
    plan.toDelete().addAll(effect.deletes());
    plan.toBeAbsent().addAll(effect.vanished());
    plan.toInsertAfresh().addAll(effect.inserts());
    boolean movesIdentity = target.updateMovesIdentity();
    if (rewriting || movesIdentity) {
      plan.rewrite(effect.updates());
    } else {
      plan.toUpdate().addAll(effect.updates());
    }
    if (rewriting || movesIdentity || others) {
      plan.rewrite(effect.rebirths());
    } else {
      plan.toUpdate().addAll(effect.rebirths());
    }
    return plan;
  }

  private void apply(TargetForms forms, Plan plan) {
    RowForms rows = forms.rows();
    boolean unique = forms.target().isUnique();
    if (!unique && !plan.toDelete().isEmpty()) {
      expect(plan.toDelete(), sets.countSingles(rows, plan.toDelete()));
    }
    expect(plan.toDelete(), sets.delete(rows, plan.toDelete()));
    sets.delete(rows, plan.toDeleteIfThere());
    update(forms, plan.toUpdate(), unique);
    if (!plan.toMerge().isEmpty()) {
      if (!forms.target().updated().isEmpty()) {
        sets.update(rows, plan.toMerge());
      }
      sets.insertMissing(rows, plan.toMerge());
    }
    expectNone(rows, plan.toBeAbsent());
    if (!unique) {
      expectNone(rows, plan.toInsertAfresh());
    }
    plan.toInsertAfresh().addAll(plan.toInsertAgain());
    sets.insert(rows, plan.toInsertAfresh());
  }

  private void update(TargetForms forms, List<RowChange> updates, boolean unique) {
    if (updates.isEmpty()) {
      return;
    }
    boolean keyOnly = forms.target().updated().isEmpty();
    if (keyOnly || !unique) {
      expect(updates, sets.countSingles(forms.rows(), updates));
    }
    if (!keyOnly) {
      expect(updates, sets.update(forms.rows(), updates));
    }
  }

  private void applyCounts(TargetForms forms, RowCounts counts, ApplyMode mode) {
    List<RowChange> rows = new ArrayList<>();
    List<Integer> copies = new ArrayList<>();
    int sum = 0;
    for (RowCounts.Loss loss : counts.losses()) {
      rows.add(loss.row());
      copies.add(loss.copies());
      sum += loss.copies();
    }
    long deleted = sum;
    if (sum > FEW_LOSSES) {
      deleted = sets.deleteCopies(forms.keyless().deleteMany(), rows, copies);
    } else if (sum > 0) {
      deleted = deleteOneByOne(forms.keyless(), counts);
    }
    if (mode == ApplyMode.STRICT && deleted != sum) {
      throw new Mismatch(Refusals.NO_ROW);
    }
    sets.insert(forms.rows(), counts.inserts());
  }

  private long deleteOneByOne(KeylessForms forms, RowCounts counts) {
    long deleted = 0;
    for (RowCounts.Loss loss : counts.losses()) {
      Form form = forms.deleteOne(loss.row());
      deleted += sets.changeOneByOne(form, Collections.nCopies(loss.copies(), loss.row()));
    }
    return deleted;
  }

  private void expectNone(RowForms forms, List<RowChange> rows) {
    if (!rows.isEmpty() && sets.count(forms, rows) > 0) {
      throw new Mismatch(Refusals.ROW_IS_THERE);
    }
  }

  private static void expect(List<RowChange> rows, long found) {
    if (found != rows.size()) {
      throw new Mismatch(found + " of " + rows.size() + " rows were found");
    }
  }
}
