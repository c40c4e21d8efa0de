package org.jlondiste.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

  @ParameterizedTest
  @CsvSource({
    "x.ini worker -d,               x.ini, worker, -d",
    "-d x.ini worker,               x.ini, worker, -d",
    "x.ini -d worker,               x.ini, worker, -d",
    "-s x.ini,                      x.ini, '',     -s",
    "x.ini worker -s,               x.ini, worker, -s",
    "--set a=1 x.ini status,        x.ini, status, --set a=1",
    "--set=a=1 x.ini status,        x.ini, status, --set=a=1",
    "x.ini --set a=1 status t,      x.ini, status, --set a=1 t",
    "-dv x.ini worker,              x.ini, worker, -dv",
    "x.ini add-table a b --all c,   x.ini, add-table, a b --all c",
    "-- x.ini status -s,            x.ini, status, -- -s",
    "help add-table,                '',    help,   add-table",
    "-v help,                       '',    help,   -v",
    "x.ini status -,                x.ini, status, -",
    "x.ini queue create q,          x.ini, queue create, q",
    "x.ini queue -v create q,       x.ini, queue create, -v q",
    "x.ini queue --set a=1 create,  x.ini, queue create, --set a=1",
    "x.ini queue,                   x.ini, queue,  ''",
    "'',                            '',    '',     ''",
  })
  void everyWordFindsItsPlace(String line, String ini, String command, String rest) {
    Words words =
        Words.sort(
            line.isEmpty() ? List.of() : List.of(line.split(" ")),
            option -> option.equals("--set"),
            word -> word.equals("help"),
            word -> word.equals("queue"));

    assertThat(words.ini().orElse("")).isEqualTo(ini);
    assertThat(words.command().orElse("")).isEqualTo(command);
    assertThat(String.join(" ", words.rest())).isEqualTo(rest);
  }

  @Test
  void aWordWithSpacesStaysOneWord() {
    Words words =
        Words.sort(
            List.of("--provider", "dbname=a host=b", "my file.ini", "create-leaf", "x y"),
            option -> option.equals("--provider"),
            word -> false,
            word -> false);

    assertThat(words)
        .isEqualTo(
            new Words(
                Optional.of("my file.ini"),
                Optional.of("create-leaf"),
                List.of("--provider", "dbname=a host=b", "x y")));
  }
}
