package org.jlondiste.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jlondiste.error.StateError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {
  private final Path directory;
  private final Path path;

  PidFileTest(@TempDir Path directory) {
    this.directory = directory;
    this.path = directory.resolve("x.pid");
  }

  @Test
  void holdsTheProcessIdUntilItIsClosed() throws IOException {
    try (PidFile pidFile = PidFile.take(path)) {
      assertThat(pidFile).isNotNull();
      assertThat(path).hasContent(Long.toString(ProcessHandle.current().pid()));
    }

    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void isTakenOnceOnly() {
    try (PidFile first = PidFile.take(path)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> PidFile.take(path))
          .isInstanceOf(StateError.class)
          .hasMessage("Pidfile exists, another process running?");
      assertThat(directory.resolve("x.pid.new")).doesNotExist();
    }
    PidFile.take(path).close();
  }

  @Test
  void isTakenOverFromADeadProcess() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Files.writeString(path, dead.pid() + "\n");

    try (PidFile pidFile = PidFile.take(path)) {
      assertThat(pidFile).isNotNull();
      assertThat(path).hasContent(Long.toString(ProcessHandle.current().pid()));
    }
  }

  @Test
  void isTakenOverWhenItsNumberBelongsToAProgramThatIsNotOurs() throws Exception {
    Process stranger = new ProcessBuilder("sleep", "600").start();
    try {
      Files.writeString(path, stranger.pid() + "\n");

      assertThat(RunningProcess.named(path)).isEmpty();
      PidFile.take(path).close();
    } finally {
      stranger.destroy();
    }
  }

  @Test
  void isRespectedWhenItBelongsToLondisteItself() throws Exception {
    Process named = new ProcessBuilder("sh", "-c", "sleep 600; : londiste").start();
    try {
      Files.writeString(path, named.pid() + "\n");

      assertThat(RunningProcess.named(path).orElseThrow().pid()).isEqualTo(named.pid());
      assertThatThrownBy(() -> PidFile.take(path)).isInstanceOf(StateError.class);
    } finally {
      named.descendants().forEach(ProcessHandle::destroy);
      named.destroy();
    }
  }

  @Test
  void anEmptyOneIsStale() throws IOException {
    Files.writeString(path, "");

    assertThat(RunningProcess.named(path)).isEmpty();
    PidFile.take(path).close();
  }

  @Test
  void ofThisProcessButNotLockedIsLeftOverFromAnother() throws IOException {
    Files.writeString(path, ProcessHandle.current().pid() + "\n");

    PidFile.take(path).close();
  }

  @Test
  void withoutNumberIsCorrupt() throws IOException {
    Files.writeString(path, "hello\n");

    assertThatThrownBy(() -> PidFile.take(path))
        .isInstanceOf(StateError.class)
        .hasMessageContaining("Corrupt pidfile");
    assertThat(path).hasContent("hello");
  }

  @Test
  void thatCannotBeWrittenIsNamed() {
    assertThatThrownBy(() -> PidFile.take(directory.resolve("nowhere/x.pid")))
        .isInstanceOf(StateError.class)
        .hasMessageContaining("nowhere/x.pid");
  }

  @Test
  void aSignalReachesTheProcess() throws Exception {
    Process named = new ProcessBuilder("sh", "-c", "sleep 600 & wait; : pgqd").start();
    Files.writeString(path, named.pid() + "\n");
    RunningProcess running = RunningProcess.named(path).orElseThrow();

    running.signal(Signal.TERM);

    assertThat(running.awaitEnd(Duration.ofSeconds(10))).isTrue();
    named.descendants().forEach(ProcessHandle::destroy);
  }

  @Test
  void aProcessThatIsDeafToTheSignalIsToldAnotherWay() throws Exception {
    Process deaf =
        new ProcessBuilder("sh", "-c", "trap '' INT; sleep 600 & wait $!; : pgqd").start();
    Files.writeString(path, deaf.pid() + "\n");
    RunningProcess running = RunningProcess.named(path).orElseThrow();
    while (deaf.descendants().findAny().isEmpty()) {
      Thread.onSpinWait();
    }

    running.signal(Signal.INT);

    assertThat(running.awaitEnd(Duration.ofSeconds(10))).isTrue();
    deaf.descendants().forEach(ProcessHandle::destroy);
  }
}
