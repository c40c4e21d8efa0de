package org.jlondiste.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jlondiste.postgres.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchemaFilesTest {
  private static final Server NEWEST = new Server(180000);

  @ParameterizedTest
  @EnumSource(Component.class)
  void databasesOfAllEncodingsTakeThem(Component component) {
    assertThat(component.files(NEWEST))
        .isNotEmpty()
        .allSatisfy(
            file ->
                assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(file.text()))
                    .as(file.path())
                    .isTrue());
  }

  @Test
  void whatIsForOtherServersStaysOut() {
    assertThat(Component.JLONDISTE.files(new Server(Server.OLDEST)))
        .noneMatch(file -> file.text().contains("--@"))
        .hasSizeLessThan(Component.JLONDISTE.files(NEWEST).size());
  }
}
