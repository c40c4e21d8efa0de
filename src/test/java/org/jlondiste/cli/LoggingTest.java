package org.jlondiste.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jlondiste.error.ConfigurationError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoggingTest {
  private final Path directory;
  private final LineFormat bare = ILoggingEvent::getFormattedMessage;

  LoggingTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void aLineLooksAsLondisteWritesIt() {
    assertThat(LineFormat.LONDISTE.line(event(Level.WARN, "Node \"master\" initialized")))
        .matches(
            "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3} \\d+ WARNING Node \"master\" initialized");
  }

  @Test
  void aLineOfTheTickerLooksAsPgqdWritesIt() {
    assertThat(LineFormat.PGQD.line(event(Level.INFO, "Starting pgqd 3.5")))
        .matches(
            "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} \\S+ \\[\\d+] LOG Starting pgqd 3.5");
  }

  @Test
  void aStackTraceFollowsItsMessage() {
    LoggingEvent event =
        new LoggingEvent(
            "x",
            new LoggerContext().getLogger("x"),
            Level.ERROR,
            "broken",
            new IllegalStateException("why"),
            null);

    assertThat(LineFormat.LONDISTE.line(event))
        .contains("ERROR broken\njava.lang.IllegalStateException: why\n\tat ");
  }

  @Test
  void aFileThatHasGrownTooLargeIsKeptUnderANumber() {
    Path path = directory.resolve("x.log");
    LogFile file = new LogFile(path, 12, 2, bare);
    file.start();
    for (String line : new String[] {"first", "second", "third", "fourth", "fifth", "sixth"}) {
      file.doAppend(event(Level.INFO, line));
    }
    file.stop();

    assertThat(path).hasContent("fifth\nsixth");
    assertThat(directory.resolve("x.log.1")).hasContent("fourth");
    assertThat(directory.resolve("x.log.2")).hasContent("third");
    assertThat(directory.resolve("x.log.3")).doesNotExist();
  }

  @Test
  void aFileThatAnotherProcessFilledIsKeptUnderANumberAsWell() throws IOException {
    Path path = directory.resolve("x.log");
    LogFile one = new LogFile(path, 20, 1, bare);
    LogFile other = new LogFile(path, 20, 1, bare);
    one.start();
    other.start();

    one.doAppend(event(Level.INFO, "0123456789"));
    other.doAppend(event(Level.INFO, "abcdefghij"));
    other.doAppend(event(Level.INFO, "second"));
    one.stop();
    other.stop();

    assertThat(Files.readString(path)).isEqualTo("abcdefghij\nsecond\n");
    assertThat(directory.resolve("x.log.1")).hasContent("0123456789");
  }

  @Test
  void aFileThatCannotBeWrittenIsNamed() {
    Path path = directory.resolve("nowhere/x.log");

    assertThatThrownBy(() -> new LogFile(path, 0, 0, bare))
        .isInstanceOf(ConfigurationError.class)
        .hasMessageContaining("nowhere/x.log");
  }

  private static LoggingEvent event(Level level, String message) {
    return new LoggingEvent("x", new LoggerContext().getLogger("x"), level, message, null, null);
  }
}
