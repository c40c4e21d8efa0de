package org.jlondiste.bench;

import java.util.List;

/**
 * What one contender reached, round by round.
 *
 * @param name of the contender
 * @param values one per round, in the unit of the figure
 */
record Series(String name, List<Double> values) {
  Series {
    values = List.copyOf(values);
  }

  double median() {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  double least() {
    return values.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
  }

  double greatest() {
    return values.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
  }
}
