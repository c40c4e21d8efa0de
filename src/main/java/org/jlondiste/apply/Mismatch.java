package org.jlondiste.apply;

/**
 * A set of changes did not find the rows that it took for granted; which one, only applying them
 * one by one can tell. Never leaves the room.
 */
final class Mismatch extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Mismatch(String problem) {
    super(problem, null, false, false);
  }
}
