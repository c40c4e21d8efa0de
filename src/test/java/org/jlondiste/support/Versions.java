package org.jlondiste.support;

import java.util.Comparator;

/** The order of PostgreSQL's major versions as people write them: 8.4, 9.6, 10, 18. */
final class Versions {
  static final Comparator<String> OLDEST_FIRST = Comparator.comparingDouble(Double::parseDouble);

  private Versions() {}

  /** The major version of a full one: 9.6 of 9.6.24, 15 of 15.14.0. */
  static String major(String full) {
    String[] parts = full.split("\\.", -1);
    return Integer.parseInt(parts[0]) >= 10 ? parts[0] : parts[0] + "." + parts[1];
  }
}
