package org.jlondiste.repair;

import org.jlondiste.compare.PairedRows;
import org.jlondiste.compare.PairedRows.Pair;

/** Counts what is to be done. */
final class Tally {
  private long inserts;
  private long updates;
  private long deletes;

  void add(Pair pair) {
    long here = pair.sourceRows();
    long there = pair.places().size();
    long changed = pair.isAboutCopies() ? 0 : Math.min(here, there);
    updates += changed;
    inserts += Math.max(0, here - there);
    deletes += Math.max(0, there - here);
  }

  Mending of(PairedRows.Totals totals) {
    return new Mending(totals.source(), totals.target(), inserts, updates, deletes);
  }
}
