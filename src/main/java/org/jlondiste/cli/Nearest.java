package org.jlondiste.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody probably meant to type. */
final class Nearest {
  private Nearest() {}

  /** The known word that differs least, if it differs in no more than half of its letters. */
  static Optional<String> to(String typed, Collection<String> known) {
    return known.stream()
        .filter(word -> distance(typed, word) * 2 <= Math.max(typed.length(), word.length()))
        .min(Comparator.comparingInt(word -> distance(typed, word)));
  }

  /** A hint that asks for the nearest word, or the other hint when no word is near. */
  static String hint(String typed, Collection<String> known, String otherwise) {
    return to(typed, known).map(word -> "did you mean '" + word + "'?").orElse(otherwise);
  }

  /** How many letters must be added, taken away or changed. */
  private static int distance(String from, String to) {
    int[] previous = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] current = new int[to.length() + 1];
      current[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int change = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[to.length()];
  }
}
