package org.jlondiste.queue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PortionTest {
  private static final long LITTLE = 1_000;

  private final ReadAhead.Portion portion = new ReadAhead.Portion(10_000, 8_000_000);

  @Test
  void eventsOfFewTablesAreTakenUpToTheirNumber() {
    assertThat(portion.isFull(9_999, 1, LITTLE)).isFalse();
    assertThat(portion.isFull(10_000, 1, LITTLE)).isTrue();
    assertThat(portion.isFull(10_000, 100, LITTLE)).isTrue();
  }

  @Test
  void eventsOfManyTablesAreTakenByTheHundred() {
    assertThat(portion.isFull(10_000, 1_000, LITTLE)).isFalse();
    assertThat(portion.isFull(99_999, 1_000, LITTLE)).isFalse();
    assertThat(portion.isFull(100_000, 1_000, LITTLE)).isTrue();
  }

  @Test
  void memoryIsBoundedWhateverTheTables() {
    assertThat(portion.isFull(2, 1_000, 8_000_000)).isTrue();
    assertThat(portion.oneByOne(5).isFull(1, 1, LITTLE)).isTrue();
    assertThat(new ReadAhead.Portion(1, 8_000_000).isFull(1, 1, LITTLE)).isTrue();
  }
}
