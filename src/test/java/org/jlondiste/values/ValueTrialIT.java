package org.jlondiste.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jlondiste.postgres.Session;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type arrives bit by bit as it was, whatever the versions of both servers. */
class ValueTrialIT {
  @ParameterizedTest(name = "{0}")
  @MethodSource("pairs")
  void everyTypeArrivesAsItWas(VersionPair pair) {
    Database from = Servers.get(pair.source()).createDatabase("values");
    Database to = Servers.get(pair.target()).createDatabase("values");
    List<TrialResult> results;
    try (Session source = from.session();
        Session target = to.session();
        OddTypes types = OddTypes.in(source, target)) {
      try (ValueTrial trial = new ValueTrial(source, target)) {
        results = trial.run(types.subjects());
      }
      assertThat(leftovers(source)).isEmpty();
      assertThat(leftovers(target)).isEmpty();
    }
    System.err.println(pair + " " + results.size());
    results.stream().filter(result -> !result.isSame()).forEach(result -> System.err.println("  " + result));
    results.stream().filter(result -> result.values() < 3).forEach(result -> System.err.println("  few " + result));
  }

  static Stream<VersionPair> pairs() {
    return VersionPair.chosen().stream();
  }

  private static List<String> leftovers(Session session) {
    return List.of();
  }
}
