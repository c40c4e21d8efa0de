package org.jlondiste.model;

/** A word that must not be seen; only {@link #reveal} shows it. */
public record Secret(String reveal) {
  public static final Secret NONE = new Secret("");

  public boolean isEmpty() {
    return reveal.isEmpty();
  }

  @Override
  public String toString() {
    return isEmpty() ? "" : "********";
  }
}
