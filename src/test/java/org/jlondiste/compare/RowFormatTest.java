package org.jlondiste.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RowFormatTest {
  @Test
  void valuesComeToTheirPlaces() {
    Map<String, String> values = Map.of("cnt", "10", "chksum", "$1\\");

    assertThat(RowFormat.OF_CHECKSUMS.fill(name -> values.getOrDefault(name, "?")))
        .isEqualTo("10 rows, checksum=$1\\");
    assertThat(RowFormat.OF_COUNTS.fill(name -> values.getOrDefault(name, "?")))
        .isEqualTo("10 rows");
  }

  @Test
  void aDoubledPercentSignIsOne() {
    assertThat(new RowFormat("100%% of %(cnt)s").fill(name -> "3")).isEqualTo("100% of 3");
  }

  @Test
  void whatIsNoPlaceStaysAsItIs() {
    assertThat(new RowFormat("5% more (cnt)d").fill(name -> "3")).isEqualTo("5% more (cnt)d");
  }
}
