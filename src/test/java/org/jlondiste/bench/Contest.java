package org.jlondiste.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets contenders do the same in turns, round after round, so that whatever else the machine has to
 * do hits all of them alike. Each round begins with another contender.
 */
final class Contest {
  /** Does one thing once. */
  interface Trial {
    /** What was reached, by the title of the figure. */
    Map<String, Double> run() throws Exception;
  }

  /**
   * Who takes part.
   *
   * @param trial what he does each time it is his turn
   */
  record Contender(String name, Trial trial) {}

  private Contest() {}

  /**
   * Runs all rounds.
   *
   * @param units of the figures, by their titles, in the order to show them
   * @param contenders ours first
   */
  static List<Figure> run(int rounds, Map<String, Unit> units, List<Contender> contenders)
      throws Exception {
    Map<String, Map<String, List<Double>>> reached = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (int turn = 0; turn < contenders.size(); turn++) {
        Contender contender = contenders.get((round + turn) % contenders.size());
        System.err.println("round " + (round + 1) + " of " + rounds + ": " + contender.name());
        contender
            .trial()
            .run()
            .forEach(
                (title, value) ->
                    reached
                        .computeIfAbsent(title, key -> new LinkedHashMap<>())
                        .computeIfAbsent(contender.name(), key -> new ArrayList<>())
                        .add(value));
      }
    }
    List<Figure> figures = new ArrayList<>();
    units.forEach(
        (title, unit) -> {
          Map<String, List<Double>> values = reached.getOrDefault(title, Map.of());
          List<Series> series = new ArrayList<>();
          for (Contender contender : contenders) {
            List<Double> own = values.get(contender.name());
            if (own != null) {
              series.add(new Series(contender.name(), own));
            }
          }
          if (!series.isEmpty()) {
            figures.add(new Figure(title, unit, series));
          }
        });
    return figures;
  }
}
