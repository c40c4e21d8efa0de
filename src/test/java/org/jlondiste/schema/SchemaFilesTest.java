package org.jlondiste.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jlondiste.postgres.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchemaFilesTest {
  private static final Pattern ANSWER = Pattern.compile("\\bout ([a-z_]+) ");
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

  /** PL/pgSQL of 8.4 puts a parameter wherever it finds its name, even after "as". */
  @ParameterizedTest
  @EnumSource(Component.class)
  void noColumnIsNamedAsAnAnswerIs(Component component) {
    assertThat(component.files(new Server(Server.OLDEST)))
        .allSatisfy(
            file -> {
              for (String function : file.text().split("create or replace function", -1)) {
                String declaration = function.split("\\$\\$", 2)[0];
                String body = function.substring(declaration.length());
                assertThat(ANSWER.matcher(declaration).results().map(found -> found.group(1)))
                    .as(file.path())
                    .noneMatch(answer -> body.matches("(?s).*\\bas " + answer + "\\b.*"));
              }
            });
  }

  @Test
  void whatIsForOtherServersStaysOut() {
    assertThat(Component.JLONDISTE.files(new Server(Server.OLDEST)))
        .noneMatch(file -> file.text().contains("--@"))
        .hasSizeLessThan(Component.JLONDISTE.files(NEWEST).size());
  }
}
