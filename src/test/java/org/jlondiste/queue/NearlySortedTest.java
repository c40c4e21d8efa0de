package org.jlondiste.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jlondiste.model.Event;
import org.junit.jupiter.api.Test;

/** Events come by id, or not at all. */
class NearlySortedTest {
  private static final int EVENTS = 100_000;
  private static final long MUCH = Long.MAX_VALUE;

  @Test
  void whatIsNearItsPlaceComesToIt() {
    List<Long> ids = new ArrayList<>(LongStream.range(0, EVENTS).boxed().toList());
    Random random = new Random(1);
    for (int i = 0; i < EVENTS; i += 10_000) {
      Collections.shuffle(ids.subList(i, i + 10_000), random);
    }
    assertThat(read(ids, MUCH)).isSorted().hasSize(EVENTS);
  }

  @Test
  void equalIdsAndNoEventsAreFine() {
    assertThat(read(List.of(3L, 1L, 3L, 2L, 1L), MUCH)).containsExactly(1L, 1L, 2L, 3L, 3L);
    assertThat(read(List.of(), MUCH)).isEmpty();
  }

  @Test
  void whatComesTooLateIsRefused() {
    List<Long> ids = new ArrayList<>(LongStream.range(1, EVENTS).boxed().toList());
    ids.add(0L);
    assertThatThrownBy(() -> read(ids, MUCH))
        .isInstanceOf(OutOfOrder.class)
        .hasMessageContaining("event 0 ");
  }

  @Test
  void fewWideRowsAreKeptWaiting() {
    List<Long> ids = List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 0L);
    assertThat(read(ids, 100)).startsWith(0L);
    assertThatThrownBy(() -> read(ids, 3)).isInstanceOf(OutOfOrder.class);
  }

  private static List<Long> read(List<Long> ids, long mostCharacters) {
    List<Long> read = new ArrayList<>();
    NearlySorted sorted = new NearlySorted(mostCharacters, event -> read.add(event.id()));
    for (long id : ids) {
      sorted.add(new Event(id, "", 1, null, "kind", "x", null, null, null, null));
    }
    sorted.end();
    return read;
  }
}
