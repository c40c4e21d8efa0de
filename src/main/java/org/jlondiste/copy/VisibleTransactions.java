package org.jlondiste.copy;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The transactions that a snapshot sees, from the text form of {@code txid_snapshot}: {@code
 * xmin:xmax:xip,xip,…}.
 */
record VisibleTransactions(long firstOpen, long firstUnknown, Set<Long> open) {

  static VisibleTransactions parse(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("not a snapshot: " + text);
    }
    Set<Long> open =
        Arrays.stream(parts[2].split(","))
            .filter(part -> !part.isEmpty())
            .map(Long::valueOf)
            .collect(Collectors.toUnmodifiableSet());
    return new VisibleTransactions(Long.parseLong(parts[0]), Long.parseLong(parts[1]), open);
  }

  /** True if the snapshot sees what the transaction did. */
  boolean contains(long transaction) {
    return transaction < firstOpen || (transaction < firstUnknown && !open.contains(transaction));
  }
}
