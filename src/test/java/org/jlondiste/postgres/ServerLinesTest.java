package org.jlondiste.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerLinesTest {
  private static final String TEXT =
      """
      select a,
             b,  --@ before 90000
             c,  --@ since 90000 before 100000
             --@ since 100000
             d,
             e,  --@ since 180000
             --@ always
             f
      """;

  @ParameterizedTest
  @CsvSource({"80400, a b f", "90000, a c f", "99999, a c f", "100000, a d f", "180000, a d e f"})
  void linesAreForTheServersThatTheirMarksName(int version, String columns) {
    assertEquals(
        columns,
        ServerLines.of(TEXT, new Server(version))
            .replaceFirst("select", "")
            .replace(",", "")
            .strip()
            .replaceAll("\\s+", " "));
  }

  @Test
  void textWithoutMarksStaysAsItIs() {
    String text = "select 1  -- since 9.0\n";

    assertEquals(text, ServerLines.of(text, new Server(80400)));
  }

  @Test
  void aMarkThatSaysNothingIsAnError() {
    assertThrows(
        IllegalStateException.class,
        () -> ServerLines.of("select 1  --@ from 90000\n", new Server(180000)));
  }

  @Test
  void aStatementIsForTheServersOfWhichItHasLines() {
    Sql sql = Sql.composed("question", "--@ since 90100\nselect :what\n");

    assertFalse(sql.isFor(new Server(90000)));
    assertTrue(sql.isFor(new Server(90100)));
    assertEquals("select ?", sql.form(new Server(90100)).statement().strip());
  }

  @Test
  void aServerIsAskedForItsOwnParametersOnly() {
    Sql sql = Sql.composed("question", "select :a  --@ before 90100\nselect :b  --@ since 90100\n");

    assertEquals(List.of("b"), sql.form(new Server(90100)).parameters());
    assertEquals(List.of("a", "b"), sql.parameters());
  }

  @Test
  void allMarksInOurFilesAreUnderstood() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/resources"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".sql")).toList()) {
        ServerLines.of(Files.readString(file), new Server(Server.OLDEST));
      }
    }
  }
}
