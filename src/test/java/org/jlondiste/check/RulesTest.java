package org.jlondiste.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can be said about two databases, whatever these are like. */
class RulesTest {
  @Test
  void whatIsMoreThanGoodToKnowSaysWhatToDo() {
    Stream<Saying> ofOneSide =
        Stream.concat(Rules.ALL.stream(), Stream.of(Rules.OF_SEQUENCES)).map(Rule::saying);
    Stream<Saying> ofBoth =
        Stream.concat(Matches.ALL.stream(), Stream.of(Matches.OF_SEQUENCES))
            .flatMap(match -> Stream.of(match.missing(), match.extra(), match.different()))
            .filter(Objects::nonNull);

    assertThat(Stream.concat(ofOneSide, ofBoth))
        .hasSizeGreaterThan(60)
        .filteredOn(saying -> saying.severity() != Severity.INFO)
        .allMatch(saying -> !(saying.advice() + saying.sql()).isEmpty(), "says what to do");
  }
}
