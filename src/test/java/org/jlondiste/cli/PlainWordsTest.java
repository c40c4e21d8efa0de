package org.jlondiste.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is read without picocli is read as picocli reads it. */
class PlainWordsTest {
  private static final List<List<String>> LINES =
      List.of(
          List.of(),
          List.of("--json"),
          List.of("--compact"),
          List.of("-v"),
          List.of("-v", "-q"),
          List.of("--quiet", "--json", "--verbose"),
          List.of("--json", "--compact", "-v", "--json"),
          List.of("--version"),
          List.of("-V", "-h"),
          List.of("--help"));

  @Test
  void plainWordsMeanTheSame() {
    int plain = 0;
    for (CommandTable.Entry entry : CommandTable.ALL) {
      for (List<String> line : LINES) {
        Optional<ParsedCommand> read = ParsedCommand.plain(entry.command().get(), line);
        if (read.isPresent()) {
          plain++;
          assertThat(read.get())
              .as(entry.name() + " " + line)
              .usingRecursiveComparison()
              .isEqualTo(ParsedCommand.parse(entry.name(), entry.command().get(), line));
        }
      }
    }
    assertThat(plain).isGreaterThan(20);
    for (List<String> line : LINES) {
      assertThat(ParsedCommand.plain(new NoCommand(), line))
          .usingRecursiveComparison()
          .isEqualTo(
              line.contains("--json") || line.contains("--compact")
                  ? Optional.empty()
                  : Optional.of(ParsedCommand.parse("", new NoCommand(), line)));
    }
  }

  @Test
  void allElseIsForPicocli() {
    for (String word :
        List.of("--js", "-vv", "--dead", "--dead=x", "x", "--", "--set", "-d", "-v")) {
      assertThat(ParsedCommand.plain(new StatusCommand(), List.of("-v", "--json", word)))
          .as(word)
          .isEmpty();
    }
  }
}
