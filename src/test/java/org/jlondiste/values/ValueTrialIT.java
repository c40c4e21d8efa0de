package org.jlondiste.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.jlondiste.postgres.Session;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every type arrives bit by bit as it was, whatever the versions of both servers; what cannot
 * travel is refused and named in docs/reference/values.md.
 */
class ValueTrialIT {
  @ParameterizedTest(name = "{0}")
  @MethodSource("pairs")
  void everyTypeArrivesAsItWas(VersionPair pair) {
    Database from = Servers.get(pair.source()).createDatabase("values");
    Database to = Servers.get(pair.target()).createDatabase("values");
    List<String> before = objects(from);
    List<TrialResult> results;
    try (Session source = from.session();
        Session target = to.session()) {
      List<TrialSubject> subjects = OddTypes.in(source, target);
      try (ValueTrial trial = new ValueTrial(source, target)) {
        results = trial.run(subjects);
      }
      OddTypes.drop(source, target);
    }
    assertThat(objects(from)).isEqualTo(before);
    assertThat(objects(to)).isEqualTo(before);
    ValuesPage.check(pair, results);
  }

  static Stream<VersionPair> pairs() {
    return VersionPair.chosen().stream();
  }

  private static List<String> objects(Database database) {
    return database.query(
        "select nspname from pg_namespace where nspname !~ '^pg_' union all select rolname from"
            + " pg_roles where rolname ~ 'pgq|londiste' order by 1");
  }
}
