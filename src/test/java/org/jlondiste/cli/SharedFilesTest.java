package org.jlondiste.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Manual pages and completion scripts, tried with the programs that read them. */
class SharedFilesTest {
  @TempDir private static Path share;

  @BeforeAll
  static void theFilesAreWritten() throws IOException {
    SharedFiles.write(share, "1.2");
    Files.writeString(share.resolve("old.ini"), "");
  }

  @Test
  void everyCommandHasAPageWithAllItsOptions() throws IOException {
    for (CommandText command : CommandText.all()) {
      String page = page(ManualPages.page(command));

      assertThat(page).contains(".SH NAME\n", ".SH SYNOPSIS\n", "jlondiste 1.2");
      for (CommandText.OptionText option : command.options()) {
        for (String name : option.names()) {
          assertThat(page).as(command.name()).contains(ManualPages.escaped(name));
        }
      }
      assertThat(page("jlondiste")).contains(ManualPages.escaped(ManualPages.page(command)));
    }
    assertThat(page("pgqd")).isEqualTo(".so man1/jlondiste-ticker.1\n");
  }

  @Test
  void pagesAreAsciiAndHaveNoPlaceholders() throws IOException {
    for (Path page : pages()) {
      assertThat(Files.readString(page))
          .as(page.toString())
          .matches("\\A[\\x20-\\x7e\\n]+\\z")
          .doesNotContain("${")
          .doesNotContainPattern("(?m)^['.](?!TH|SH|TP|PP|B |RI |br|nh|ad l|so )");
    }
  }

  @Test
  void groffHasNothingToSayAgainstThePages() throws Exception {
    assumeThat(isThere("groff")).isTrue();
    List<String> command = new ArrayList<>(List.of("groff", "-man", "-Tutf8", "-ww", "-z"));
    pages().forEach(page -> command.add(page.toString()));

    assertThat(output(command)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "jlondiste o|,                                     old.ini",
    "jlondiste he|,                                    help",
    "jlondiste old.ini add|,                           add-table add-seq",
    "jlondiste -d old.ini wor|,                        worker",
    "jlondiste --set a=b old.ini wor|,                 worker",
    "jlondiste --set = a old.ini wor|,                 worker",
    "jlondiste old.ini qu|,                            queue",
    "jlondiste old.ini queue |,                        create drop config status",
    "jlondiste old.ini queue drop --fo|,               --force",
    "jlondiste old.ini create-leaf x y --pro|,         --provider=",
    "jlondiste old.ini create-leaf --provider = x --m|, --merge=",
    "jlondiste old.ini status --qu|,                   --quiet",
    "jlondiste old.ini status --fo|,                   ''",
    "jlondiste old.ini execute o|,                     old.ini",
    "jlondiste help stat|,                             status",
  })
  void bashCompletesWhatIsTyped(String line, String expected) throws Exception {
    assumeThat(isThere("bash")).isTrue();
    List<String> words =
        new ArrayList<>(List.of(line.substring(0, line.indexOf('|')).split(" ", -1)));
    String script =
        ". bash-completion/completions/londiste; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1));"
            + " _jlondiste; echo \"${COMPREPLY[*]}\"";
    words.addAll(0, List.of("bash", "--norc", "-u", "-c", script, "bash"));

    assertThat(output(words).strip()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "bash, bash-completion/completions/jlondiste",
    "bash, bash-completion/completions/pgqd",
    "zsh,  zsh/site-functions/_jlondiste",
    "fish, fish/vendor_completions.d/jlondiste.fish",
    "fish, fish/vendor_completions.d/pgqd.fish",
  })
  void shellsCanReadTheirScripts(String shell, String script) throws Exception {
    assumeThat(isThere(shell)).isTrue();

    assertThat(output(List.of(shell, "-n", script))).isEmpty();
  }

  @Test
  void fishCompletesWhatIsTyped() throws Exception {
    assumeThat(isThere("fish")).isTrue();
    String source = "source fish/vendor_completions.d/jlondiste.fish; complete -C ";

    assertThat(output(List.of("fish", "-N", "-c", source + "'jlondiste old.ini queue dr'")))
        .startsWith("drop\t");
    assertThat(output(List.of("fish", "-N", "-c", source + "'jlondiste old.ini queue drop --fo'")))
        .startsWith("--force\t");
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(share.resolve("man/man1"))) {
      return files.filter(file -> !isReference(file)).sorted().toList();
    }
  }

  private static boolean isReference(Path page) {
    return !page.getFileName().toString().startsWith("jlondiste");
  }

  private static String page(String name) throws IOException {
    return Files.readString(share.resolve("man/man1").resolve(name + ".1"));
  }

  private static boolean isThere(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static String output(List<String> command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(share.toFile()).redirectErrorStream(true);
    builder.environment().put("HOME", share.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }
}
