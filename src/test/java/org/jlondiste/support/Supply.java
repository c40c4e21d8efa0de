package org.jlondiste.support;

import java.util.List;
import java.util.Map;

/** A place that servers come from. */
interface Supply {
  /** The major versions on offer, oldest first: {@code 9.3}, {@code 9.6}, {@code 18}. */
  List<String> versions();

  /**
   * A server with an empty data directory, not started yet.
   *
   * @param version one of {@link #versions}
   * @param settings what its {@code postgresql.conf} says beyond the defaults
   */
  Engine create(String version, Map<String, String> settings);

  /** What to do to get a version that is not on offer. */
  String hint(String version);
}
