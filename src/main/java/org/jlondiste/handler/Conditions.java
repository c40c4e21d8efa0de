package org.jlondiste.handler;

/** SQL conditions on rows; an empty one is true for all. */
public final class Conditions {
  private Conditions() {}

  /** True where both are. */
  public static String both(String one, String other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one + other;
    }
    return "(" + one + ") and (" + other + ")";
  }
}
