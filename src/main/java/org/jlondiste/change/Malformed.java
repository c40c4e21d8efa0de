package org.jlondiste.change;

/** A text is not what its format says; never leaves the room. */
final class Malformed extends Exception {
  private static final long serialVersionUID = 1L;

  Malformed(String problem) {
    super(problem);
  }

  Malformed(String problem, Throwable cause) {
    super(problem, cause);
  }
}
