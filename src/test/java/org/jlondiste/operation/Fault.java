package org.jlondiste.operation;

import java.util.ArrayList;
import java.util.List;
import org.jlondiste.support.Database;

/**
 * One thing that is not as it should be, in two databases that are otherwise alike. In the
 * statements {@code @} stands for the fault's name; what is found is about objects whose names
 * contain it.
 *
 * @param expected the findings: severity, rule, side
 */
record Fault(
    String name,
    double sourceFrom,
    double sourceUntil,
    double targetFrom,
    List<String> both,
    List<String> source,
    List<String> target,
    List<String> expected) {

  static Fault of(String name, String... expected) {
    return new Fault(name, 8.4, 99, 8.4, List.of(), List.of(), List.of(), List.of(expected));
  }

  Fault from(double version) {
    return new Fault(name, version, sourceUntil, version, both, source, target, expected);
  }

  Fault until(double version) {
    return new Fault(name, sourceFrom, version, targetFrom, both, source, target, expected);
  }

  /** Runs on both databases, first. */
  Fault onBoth(String... statements) {
    return new Fault(
        name, sourceFrom, sourceUntil, targetFrom, filled(statements), source, target, expected);
  }

  Fault onSource(String... statements) {
    return new Fault(
        name, sourceFrom, sourceUntil, targetFrom, both, filled(statements), target, expected);
  }

  Fault onTarget(String... statements) {
    return new Fault(
        name, sourceFrom, sourceUntil, targetFrom, both, source, filled(statements), expected);
  }

  boolean isPossible(Database sourceDatabase, Database targetDatabase) {
    double there = version(sourceDatabase);
    return there >= sourceFrom && there < sourceUntil && version(targetDatabase) >= targetFrom;
  }

  void make(Database sourceDatabase, Database targetDatabase) {
    List<String> there = new ArrayList<>(both);
    there.addAll(source);
    List<String> here = new ArrayList<>(both);
    here.addAll(target);
    sourceDatabase.run(there.toArray(String[]::new));
    targetDatabase.run(here.toArray(String[]::new));
  }

  private List<String> filled(String... statements) {
    List<String> list = new ArrayList<>();
    for (String statement : statements) {
      list.add(statement.replace("@", name));
    }
    return list;
  }

  private static double version(Database database) {
    return Double.parseDouble(database.server().version());
  }
}
