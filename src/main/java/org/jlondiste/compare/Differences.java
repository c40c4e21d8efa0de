package org.jlondiste.compare;

import java.util.List;

/**
 * Where two tables differ.
 *
 * @param rows how many rows differ, as far as was looked
 * @param complete there are no more than that
 * @param shown the first of them
 */
public record Differences(long rows, boolean complete, List<Difference> shown) {
  /** There are none. */
  static final Differences NONE = new Differences(0, true, List.of());

  /** Nobody looked. */
  static final Differences UNKNOWN = new Differences(0, false, List.of());

  public Differences {
    shown = List.copyOf(shown);
  }
}
