package org.jlondiste.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.jlondiste.error.ExitCode;
import org.junit.jupiter.api.Test;
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
  void anUnknownOptionIsNamedWithItsNeighbour() {
    CommandLineResult result = CommandLineResult.of("help", "--quite");

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err())
        .isEqualTo("error: no such option: --quite\nhint:  did you mean '--quiet'?\n");
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
