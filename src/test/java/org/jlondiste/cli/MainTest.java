package org.jlondiste.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jlondiste.error.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V", "version", "--vers", "x.ini --version", "-qV"})
  void tellsItsVersionHoweverAsked(String line) {
    CommandLineResult result = CommandLineResult.of(line.split(" "));

    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.out()).startsWith("jlondiste ").contains("Londiste 3.8, PgQ 3.5");
    assertThat(result.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "help", "--he"})
  void theHelpNamesEveryCommand(String line) {
    CommandLineResult result = CommandLineResult.of(line);

    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.out())
        .contains(CommandTable.ALL.stream().map(CommandTable.Entry::name).toList())
        .contains("--set");
  }

  @Test
  void helpOfACommandNeedsNoIniFile() {
    assertThat(CommandLineResult.of("add-table", "--help").out())
        .startsWith("Usage: jlondiste INI add-table")
        .isEqualTo(CommandLineResult.of("help", "add-table").out());
  }

  @Test
  void theHelpOfACommandShowsHowToCallIt() {
    assertThat(CommandLineResult.of("help", "help").out())
        .startsWith("Usage: jlondiste help [OPTIONS] [COMMAND]")
        .isEqualTo(CommandLineResult.of("help", "--help").out());
  }

  @Test
  void withoutIniFileItSaysSo() {
    CommandLineResult result = CommandLineResult.of();

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).isEqualTo("error: need config file, use --help for help\n");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void withoutCommandItSaysSo() {
    CommandLineResult result = CommandLineResult.of("x.ini");

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).isEqualTo("error: need command\nhint:  use --help for help\n");
  }

  @Test
  void anUnknownCommandIsNamedWithItsNeighbour() {
    CommandLineResult result = CommandLineResult.of("x.ini", "hepl");

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err())
        .isEqualTo(
            "error: Unknown command 'hepl', use --help for help\nhint:  did you mean 'help'?\n");
  }

  @Test
  void aForgottenIniFileIsAskedFor() {
    CommandLineResult result = CommandLineResult.of("status");

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err())
        .isEqualTo(
            """
            error: need config file, use --help for help
            hint:  for instance: jlondiste INI status
            """);
    assertThat(CommandLineResult.of("hepl").err()).contains("did you mean 'help'?");
  }

  @Test
  void anIniFileInTheWrongPlaceIsNoticed() {
    CommandLineResult result = CommandLineResult.of("worker", "x.ini");

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("hint:  the INI file comes first: jlondiste x.ini worker\n");
  }

  @Test
  void theFileSaysWhoseProcessIsSpokenTo(@TempDir Path directory) throws IOException {
    Path ticker = directory.resolve("ticker.ini");
    Files.writeString(ticker, "[pgqd]\npidfile = " + directory.resolve("ticker.pid") + "\n");

    for (String flag : List.of("-s", "-k", "-r")) {
      CommandLineResult result = CommandLineResult.of(flag, ticker.toString());

      assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
      assertThat(result.err()).isEqualTo("Old process is not running\n");
    }
    assertThat(CommandLineResult.of(ticker.toString(), "status").err())
        .contains("there is no section [londiste3] or [londiste]")
        .contains("hint:  this is the file of a ticker; give that of a node");
  }

  @Test
  void anUnknownOptionIsNamedWithItsNeighbour() {
    CommandLineResult result = CommandLineResult.of("help", "--quite");

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err())
        .isEqualTo("error: no such option: --quite\nhint:  did you mean '--quiet'?\n");
    assertThat(CommandLineResult.of("x.ini", "wait-root", "-timeout").err())
        .contains("did you mean '--timeout'?");
  }

  @Test
  void anOverrideWithoutValueIsRefused() {
    CommandLineResult result = CommandLineResult.of("help", "--set", "job_name");

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("--set").contains("KEY=VALUE");
  }

  @Test
  void anArgumentTooManyIsNamed() {
    CommandLineResult result = CommandLineResult.of("version", "please");

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("does not take the argument 'please'");
  }
}
