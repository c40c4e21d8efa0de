package org.jlondiste.chance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jlondiste.support.Servers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One story told in the ways that lie furthest apart, the same each time, so that these are sure to
 * be gone.
 */
class FixedStoriesIT {
  private static final long SEED = 6164;
  private static final int LENGTH = 200;

  @ParameterizedTest
  @ValueSource(ints = {1, 1_000_000})
  void portionsMayBeAsSmallAndAsLargeAsTheyLike(int events) {
    Story story =
        new Story(SEED, List.of(Servers.get("18"), Servers.get("18")), Manner.ofPortions(events));

    assertThat(story.tell(LENGTH)).isPositive();

    story.dropDatabases();
  }

  /**
   * What is refused as a set is refused again by itself and once more with its rows deleted first,
   * for these are sets, too: only change by change, in their order, could all of it arrive.
   */
  @Test
  void allArrivesInOrderWhereSetsAreRefused() {
    Story story =
        new Story(SEED, List.of(Servers.get("9.6"), Servers.get("18")), Manner.ofFoulTargets());

    assertThat(story.tell(LENGTH)).isPositive();

    assertThat(story.refusals()).isPositive();
    story.dropDatabases();
  }
}
