package org.jlondiste.bench;

import java.util.List;

/**
 * One thing measured of several contenders.
 *
 * @param title what was measured, with its size
 * @param series ours first
 */
record Figure(String title, Unit unit, List<Series> series) {
  Figure {
    series = List.copyOf(series);
  }

  /** How many times better ours is than this one; above 1 we win. */
  double advantageOver(Series peer) {
    return unit.advantage(series.get(0).median(), peer.median());
  }
}
