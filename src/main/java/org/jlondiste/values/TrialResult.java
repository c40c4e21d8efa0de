package org.jlondiste.values;

import java.util.List;

/**
 * How the values of one type arrived.
 *
 * @param type as the columns declare it
 * @param values how many were sent
 * @param problem why the type cannot travel at all, or what stopped it; empty if nothing did
 * @param losses values that arrived differently
 * @param refused values, as the source writes them, that the target's server does not take: such a
 *     row would stop its table; not sent
 * @param onlyReal nothing is known of the type: only values of real columns were sent
 */
public record TrialResult(
    String type,
    int values,
    String problem,
    List<Loss> losses,
    List<String> refused,
    boolean onlyReal) {

  public TrialResult {
    losses = List.copyOf(losses);
    refused = List.copyOf(refused);
  }

  /**
   * A value that arrived differently.
   *
   * @param way what brought it: copy, insert, update, delete
   * @param given as the source shows it
   * @param arrived as the target shows it
   * @param givenBits as the source sends it in binary
   * @param arrivedBits as the target sends it in binary
   */
  public record Loss(
      String way, String given, String arrived, String givenBits, String arrivedBits) {}

  /** True if every value arrived as it was. */
  public boolean isSame() {
    return problem.isEmpty() && losses.isEmpty();
  }
}
