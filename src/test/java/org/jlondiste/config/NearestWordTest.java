package org.jlondiste.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestWordTest {
  @ParameterizedTest
  @CsvSource({
    "hots, host",
    "hos, host",
    "hosst, host",
    "queue_nmae, queue_name",
    "queuename, queue_name",
    "dbnam, dbname"
  })
  void aSlipOfTheFingersIsUnderstood(String word, String meant) {
    assertThat(NearestWord.to(word, List.of("host", "queue_name", "dbname"))).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"x", "elephant", "post_office"})
  void whatIsFarAwayIsNotGuessed(String word) {
    assertThat(NearestWord.to(word, List.of("host", "queue_name", "dbname"))).isEmpty();
  }
}
