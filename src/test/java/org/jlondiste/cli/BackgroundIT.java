package org.jlondiste.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jlondiste.error.ExitCode;
import org.jlondiste.support.Await;
import org.jlondiste.support.Run;
import org.jlondiste.support.Server;
import org.jlondiste.support.Servers;
import org.jlondiste.support.Tool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Going to the background, and being told from there to stop, to end, to read again. */
class BackgroundIT {
  private final Server server = Servers.get("17");
  private final Path directory;
  private final Tool pgqd;
  private final Tool londiste;
  private final Ini ini;

  BackgroundIT(@TempDir Path directory) {
    this.directory = directory;
    this.pgqd = Tool.in(directory).calledAs("pgqd");
    this.londiste = Tool.in(directory);
    this.ini = Ini.ofTicker(directory, server, "database_list = postgres");
  }

  @AfterEach
  void leaveNothingRunning() {
    ini.process().ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  void comesBackWhenTheProcessIsReadyAndStopsItLater() {
    pgqd.run("-d", ini.name()).exitsWith(ExitCode.OK);

    ProcessHandle process = ini.process().orElseThrow();
    assertThat(process.isAlive()).isTrue();
    assertThat(ini.logged()).contains("LOG Starting pgqd 3.5");

    pgqd.run("-s", "--wait", ini.name()).exitsWith(ExitCode.OK).saying("SIGINT sent");

    assertThat(process.isAlive()).isFalse();
    assertThat(ini.pidFile()).doesNotExist();
    assertThat(ini.logged()).contains("LOG Got SIGINT, shutting down");
    pgqd.run("-s", ini.name()).exitsWith(ExitCode.OK).saying("Old process is not running");
  }

  @Test
  void understandsTheSameWordsInAnyOrder() {
    londiste.run(ini.name(), "ticker", "--daemon").exitsWith(ExitCode.OK);
    ProcessHandle process = ini.process().orElseThrow();

    londiste.run("--kill", "--wait", ini.name(), "ticker").exitsWith(ExitCode.OK);

    assertThat(process.isAlive()).isFalse();
    assertThat(ini.pidFile()).doesNotExist();
    assertThat(ini.logged()).contains("Got SIGTERM, fast exit");
  }

  @Test
  void refusesASecondProcess() {
    pgqd.run("-d", ini.name()).exitsWith(ExitCode.OK);
    ProcessHandle first = ini.process().orElseThrow();

    pgqd.run("-d", ini.name())
        .exitsWith(ExitCode.STATE)
        .saying("Pidfile exists, another process running?")
        .saying("process " + first.pid());
    pgqd.run(ini.name()).exitsWith(ExitCode.STATE);

    assertThat(ini.process()).contains(first);
    assertThat(first.isAlive()).isTrue();
  }

  @Test
  void takesOverFromAProcessThatWasKilled() {
    pgqd.run("-d", ini.name()).exitsWith(ExitCode.OK);
    ProcessHandle killed = ini.process().orElseThrow();
    killed.destroyForcibly();
    Await.until("the process is dead", () -> !killed.isAlive());
    assertThat(ini.pidFile()).exists();

    pgqd.run("-d", ini.name()).exitsWith(ExitCode.OK).saying("Ignoring stale pidfile");

    assertThat(ini.process().orElseThrow().pid()).isNotEqualTo(killed.pid());
  }

  @Test
  void readsItsFileAgain() {
    pgqd.run("-d", ini.name()).exitsWith(ExitCode.OK);

    pgqd.run("-r", ini.name()).exitsWith(ExitCode.OK).saying("SIGHUP sent");

    Await.until("the file is read again", () -> ini.logged().contains("Config reloaded"));
    assertThat(ini.process().orElseThrow().isAlive()).isTrue();
  }

  /** As a script's shell starts what stands before {@code &}, and as nohup does. */
  @Test
  void hearsWhatItsShellToldItToIgnore() throws IOException {
    String home = System.getProperty("jlondiste.home", "");
    assumeFalse(home.isEmpty(), "only the distribution has a launcher");
    new ProcessBuilder(
            "sh", "-c", "trap '' HUP INT TERM; exec \"$@\"", "sh", home + "/bin/pgqd", ini.name())
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    Await.until("it runs", () -> ini.logged().contains("Starting pgqd"));

    pgqd.run("-r", ini.name()).exitsWith(ExitCode.OK);
    Await.until("the file is read again", () -> ini.logged().contains("Config reloaded"));

    pgqd.run("-s", "--wait", ini.name()).exitsWith(ExitCode.OK);
    assertThat(ini.logged()).contains("Got SIGINT, shutting down");
  }

  @Test
  void saysWhyItCannotStart() {
    Run run = pgqd.run("-d", "--set", "base_connstr=host=127.0.0.1 port=1", ini.name());

    run.exitsWith(ExitCode.DATABASE).saying("error: cannot connect");
    assertThat(ini.pidFile()).doesNotExist();
  }

  @Test
  void needsAPidFile() throws IOException {
    Files.writeString(ini.path(), "[pgqd]\n");

    pgqd.run("-d", ini.name())
        .exitsWith(ExitCode.CONFIGURATION)
        .saying("error: Daemon needs pidfile");
    pgqd.run("-s", ini.name())
        .exitsWith(ExitCode.CONFIGURATION)
        .saying("error: No pidfile configured");
  }

  @Test
  void saysAsLondisteDoesThatNothingRuns() throws IOException {
    Path node = ini.path().resolveSibling("node.ini");
    Files.writeString(node, "[londiste3]\ndb = dbname=x\nqueue_name = q\npidfile = node.pid\n");

    londiste
        .run("-s", "node.ini")
        .exitsWith(ExitCode.OK)
        .saying("WARNING No pidfile, process not running");
    Files.writeString(node.resolveSibling("node.pid"), "");
    londiste
        .run("node.ini", "-k")
        .exitsWith(ExitCode.OK)
        .saying("WARNING pidfile exists, but process not running");
    londiste
        .run("-r", "node.ini", "--set", "pidfile=")
        .exitsWith(ExitCode.OK)
        .saying("WARNING No pidfile in config, nothing to do");
  }
}
