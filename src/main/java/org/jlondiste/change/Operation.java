package org.jlondiste.change;

/** What a row event says of the row with its key. */
public enum Operation {
  /** The row was absent and is now this. */
  INSERT,
  /** The row was present and is now this. */
  UPDATE,
  /** The row was present and is gone. */
  DELETE,
  /** The row is now this, whether it was there before or not. */
  REPLACE,
  /** There is now no such row, whether it was there before or not. */
  REMOVE;

  /** True if the row is there after the event. */
  public boolean leavesRow() {
    return this == INSERT || this == UPDATE || this == REPLACE;
  }

  /** True if the event says nothing of the row before. */
  public boolean toleratesAnything() {
    return this == REPLACE || this == REMOVE;
  }
}
