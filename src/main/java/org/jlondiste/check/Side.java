package org.jlondiste.check;

import java.util.Locale;

/** Which of the two databases. */
public enum Side {
  SOURCE,
  TARGET;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
