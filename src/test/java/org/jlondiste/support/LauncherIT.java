package org.jlondiste.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jlondiste.error.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher of the distribution finds itself and Java wherever it is called from. */
class LauncherIT {
  @TempDir Path elsewhere;
  private Path home = Path.of("");

  @BeforeEach
  void theDistributionIsBuilt() {
    String property = System.getProperty("jlondiste.home", "");
    assumeFalse(property.isEmpty(), "only the build that made the distribution runs this");
    home = Path.of(property);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jlondiste", "londiste", "londiste3", "pgqd"})
  void itHasFourNames(String name) throws IOException {
    run(elsewhere, home.resolve("bin").resolve(name)).exitsWith(ExitCode.OK);
  }

  @Test
  void itWorksInADirectoryWithSpacesThroughLinksAndRelativeNames() throws IOException {
    Path moved = elsewhere.resolve("a place with  spaces");
    copy(home, moved);
    Path work = Files.createDirectory(elsewhere.resolve("work"));
    Files.createSymbolicLink(
        work.resolve("first"), Path.of("../a place with  spaces/bin/londiste3"));
    Files.createSymbolicLink(work.resolve("second link"), Path.of("first"));

    run(work, Path.of("./second link")).exitsWith(ExitCode.OK);
    run(moved, Path.of("bin/jlondiste")).exitsWith(ExitCode.OK);
    run(moved.resolve("bin"), Path.of("./jlondiste")).exitsWith(ExitCode.OK);
  }

  @Test
  void manualPagesAndCompletionComeWithIt() {
    assertThat(home.resolve("share/man/man1/jlondiste.1")).isNotEmptyFile();
    assertThat(home.resolve("share/man/man1/jlondiste-queue-create.1")).isNotEmptyFile();
    assertThat(home.resolve("share/man/man1/pgqd.1")).isNotEmptyFile();
    assertThat(home.resolve("share/bash-completion/completions/jlondiste")).isNotEmptyFile();
    assertThat(home.resolve("share/zsh/site-functions/_jlondiste")).isNotEmptyFile();
    assertThat(home.resolve("share/fish/vendor_completions.d/jlondiste.fish")).isNotEmptyFile();
  }

  @Test
  void itTakesEveryLetterWithoutALocale() throws IOException {
    Path script = elsewhere.resolve("cron.sh");
    String call = "LC_ALL=C '" + home.resolve("bin/jlondiste") + "' größe.ini status 2>&1\n";
    Files.writeString(script, call + "exit 0\n");

    Process process = new ProcessBuilder("sh", script.toString()).start();

    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("größe.ini");
  }

  @Test
  void itsExitCodeIsThatOfTheCommand() throws IOException {
    Tool.run(elsewhere, "missing.ini", "no-such-command").exitsWith(ExitCode.USAGE);
  }

  @Test
  void aJavaHomeThatIsTooOldIsPassedOver() throws IOException {
    Path bin = Files.createDirectories(elsewhere.resolve("old/bin"));
    Path java = bin.resolve("java");
    Files.writeString(java, "#!/bin/sh\necho 'java version \"1.8.0_402\"' >&2\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();

    Tool.in(elsewhere)
        .with("JAVA_HOME", bin.getParent() + "")
        .run("--version")
        .exitsWith(ExitCode.OK);
  }

  @Test
  void preparedClassesAreUsedWhereTheyFitAndNowhereElse() throws IOException {
    Path first = elsewhere.resolve("first");
    copy(home, first);

    run(elsewhere, first.resolve("bin/quicken")).exitsWith(ExitCode.OK);

    assertThat(sourceOfMain(first)).contains("shared objects file");
    Path second = elsewhere.resolve("second");
    Files.move(first, second);
    assertThat(sourceOfMain(second)).doesNotContain("shared objects file").contains("jlondiste");
    assertThat(run(second, Path.of("bin/jlondiste")).exitsWith(ExitCode.OK).out().lines())
        .hasSize(1);
  }

  private static String sourceOfMain(Path home) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(home.resolve("bin/jlondiste").toString(), "--version");
      builder.environment().put("JLONDISTE_OPTS", "-Xlog:class+load");
      Process process = builder.redirectErrorStream(true).start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      awaitEnd(process);
      return out.lines()
          .filter(line -> line.contains(" org.jlondiste.cli.Main "))
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Run run(Path directory, Path launcher) throws IOException {
    Process process =
        new ProcessBuilder(List.of(launcher.toString(), "--version"))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(launcher + " --version", awaitEnd(process), out, "");
  }

  private static int awaitEnd(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }
}
