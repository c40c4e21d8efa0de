package org.jlondiste.model;

/** The number of a tick in its queue; the first one is 1. All nodes of a set share tick ids. */
public record TickId(long value) implements Comparable<TickId> {
  public TickId {
    if (value < 1) {
      throw new IllegalArgumentException("a tick id is 1 or more, not " + value);
    }
  }

  @Override
  public int compareTo(TickId other) {
    return Long.compare(value, other.value);
  }

  public boolean isBefore(TickId other) {
    return value < other.value;
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
