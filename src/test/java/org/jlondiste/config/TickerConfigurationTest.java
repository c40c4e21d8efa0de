package org.jlondiste.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jlondiste.error.ConfigurationError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TickerConfigurationTest {
  private final Path directory;
  private final Path file;

  TickerConfigurationTest(@TempDir Path directory) {
    this.directory = directory;
    this.file = directory.resolve("ticker.ini");
  }

  private TickerConfiguration load(String text) throws IOException {
    Files.writeString(file, text);
    return TickerConfiguration.load(file, Map.of(), directory);
  }

  @Test
  void anEmptySectionMeansTheUsual() throws IOException {
    TickerConfiguration ticker = load("[pgqd]\n");

    assertThat(ticker.baseConnectString()).isEmpty();
    assertThat(ticker.initialDatabase()).isEqualTo("template1");
    assertThat(ticker.databases()).isEmpty();
    assertThat(ticker.rhythm())
        .isEqualTo(
            new TickerConfiguration.Rhythm(
                Duration.ofSeconds(1),
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                Duration.ofSeconds(120),
                Duration.ofSeconds(30),
                Duration.ofSeconds(3600)));
  }

  @Test
  void everyKeyFindsItsField() throws IOException {
    TickerConfiguration ticker =
        load(
            """
            [pgqd]
            base_connstr = host=db1
            initial_database = postgres
            database_list = shop, bank  depot "the ""shop, too"
              pidfile = ~/ticker.pid
            logfile = 50%.log
            log_level = error
            syslog = 0
            syslog_ident = x
            syslog_facility = y
            ticker_period = 0.1
            check_period = 2
            retry_period = 3
            maint_period = 4
            stats_period = 5
            connection_lifetime = 6
            [londiste3]
            db = x
            """);

    assertThat(ticker.connectString("the shop")).isEqualTo("host=db1 dbname='the shop'");
    assertThat(ticker.initialDatabase()).isEqualTo("postgres");
    assertThat(ticker.databases()).containsExactly("shop", "bank", "depot", "the \"shop, too");
    assertThat(ticker.traces())
        .isEqualTo(
            new TickerConfiguration.Traces(
                Optional.of(Path.of("50%.log")),
                Optional.of(directory.resolve("ticker.pid")),
                LogLevel.ERROR));
    assertThat(ticker.rhythm())
        .isEqualTo(
            new TickerConfiguration.Rhythm(
                Duration.ofMillis(100),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(4),
                Duration.ofSeconds(5),
                Duration.ofSeconds(6)));
  }

  @Test
  void otherFilesAreIncluded() throws IOException {
    Files.writeString(directory.resolve("common.ini"), "ticker_period = 7\n%include ~/more.ini\n");
    Files.writeString(directory.resolve("more.ini"), "# more\ncheck_period = 8\n");

    TickerConfiguration ticker = load("[pgqd]\n%include ~/common.ini\nmaint_period = 9\n");

    assertThat(ticker.rhythm().tick()).isEqualTo(Duration.ofSeconds(7));
    assertThat(ticker.rhythm().check()).isEqualTo(Duration.ofSeconds(8));
    assertThat(ticker.rhythm().maintenance()).isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void anIncludedFileThatIsWrongIsNamed() throws IOException {
    Files.writeString(directory.resolve("bad.ini"), "\nbogus\n");
    Files.writeString(directory.resolve("round.ini"), "%include ~/round.ini\n");

    assertThatThrownBy(() -> load("[pgqd]\n%include ~/bad.ini\n"))
        .hasMessageStartingWith(directory.resolve("bad.ini") + ", line 2: ");
    assertThatThrownBy(() -> load("[pgqd]\n%include ~/nix.ini\n"))
        .hasMessage(file + ", line 2: there is no file " + directory.resolve("nix.ini"));
    assertThatThrownBy(() -> load("[pgqd]\n%include ~/round.ini\n"))
        .hasMessageContaining("includes itself");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[pgqd]\\nbogus = 1        | line 2: unknown key bogus",
        "[pgqd]\\nticker_perod = 1 | line 2: unknown key ticker_perod, did you mean ticker_period?",
        "[pgqd]\\nticker_period = x | line 2: ticker_period must be a number of seconds",
        "[pgqd]\\nbase_connstr = x  | line 2: base_connstr is no connect string",
        "[pgqadm]\\njob_name = x    | unknown section [pgqadm]",
        "[londiste]\\ndb = x        | there is no section [pgqd]",
        "# nothing                  | there is no section [pgqd]"
      })
  void whatIsWrongOrUnknownIsRefused(String text, String problem) {
    assertThatThrownBy(() -> load(text.replace("\\n", "\n")))
        .isInstanceOf(ConfigurationError.class)
        .hasMessageContaining(problem);
  }

  @Test
  void theCommandLineGoesBeforeTheFile() throws IOException {
    Files.writeString(file, "[pgqd]\nticker_period = 1\n");

    TickerConfiguration ticker = TickerConfiguration.load(file, Map.of("ticker_period", "2"));

    assertThat(ticker.rhythm().tick()).isEqualTo(Duration.ofSeconds(2));
    assertThatThrownBy(() -> TickerConfiguration.load(file, Map.of("bogus", "2")))
        .hasMessage("--set: unknown key bogus");
  }
}
