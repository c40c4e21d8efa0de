package org.jlondiste.config;

import java.util.Collection;
import java.util.Optional;

/** Finds the word that was probably meant, for hints beside misspelt ones. */
public final class NearestWord {
  private NearestWord() {}

  /** The known word with the fewest letters to change; none if all are far away. */
  public static Optional<String> to(String word, Collection<String> known) {
    int limit = Math.max(1, word.length() / 3);
    String nearest = "";
    int best = limit + 1;
    for (String candidate : known) {
      int distance = distance(word, candidate);
      if (distance < best) {
        best = distance;
        nearest = candidate;
      }
    }
    return best <= limit ? Optional.of(nearest) : Optional.empty();
  }

  /** Letters to insert, drop, change or swap with their neighbour (optimal string alignment). */
  private static int distance(String from, String to) {
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        cost[i][j] =
            Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1)) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[from.length()][to.length()];
  }
}
