package org.jlondiste.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of what is compatible leaves nothing out that there is, and names tests that exist. */
class CompatibilityPageTest {
  private static final Page PAGE = Page.of("docs/reference/londiste-compatibility.md");
  private static final Page COMMANDS = Page.of("docs/reference/commands.md");
  private static final Page KEYS = Page.of("docs/reference/configuration.md");
  private static final Path PROJECT = Path.of(System.getProperty("basedir", ""));
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:IT|Test))`");
  private static final Set<String> STATES = Set.of("same", "more", "differs");

  @Test
  void everyTestThatIsNamedExists() throws IOException {
    Set<String> tests;
    try (Stream<Path> files = Files.walk(PROJECT.resolve("src/test/java"))) {
      tests =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".java"))
              .map(name -> name.substring(0, name.length() - ".java".length()))
              .collect(Collectors.toSet());
    }

    assertThat(matches(TEST, PAGE.text())).isNotEmpty().isSubsetOf(tests);
  }

  @Test
  void everyCommandHasItsRow() {
    assertThat(names("Commands"))
        .containsAll(matches(Pattern.compile("(?m)^## (\\S+)$"), COMMANDS.text()));
  }

  @Test
  void everyOptionHasItsRow() {
    Pattern option = Pattern.compile("(?m)^ +(?:-\\w, )?(--[a-z-]+)(?:, (--[a-z-]+))?");

    assertThat(names("Options")).containsAll(matches(option, COMMANDS.text()));
  }

  @Test
  void everyKeyHasItsRow() {
    Pattern key = Pattern.compile("(?m)^\\| `(\\w+)`");
    String text = KEYS.text();
    int ticker = text.indexOf("\n## Keys of a ticker");

    assertThat(names("Keys of INI files")).containsAll(matches(key, text.substring(0, ticker)));
    assertThat(names("Keys of [pgqd]"))
        .filteredOn(name -> !name.startsWith("%"))
        .containsExactlyInAnyOrderElementsOf(matches(key, text.substring(ticker)));
  }

  @Test
  void everyFunctionHasItsRow() throws IOException {
    Set<String> functions = new TreeSet<>();
    for (String schema : List.of("pgq", "pgq_coop", "pgq_node", "londiste")) {
      Pattern function = Pattern.compile("create or replace function (" + schema + "\\.\\w+)\\(");
      Path folder = PROJECT.resolve("src/main/resources/org/jlondiste/schema/" + schema);
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          functions.addAll(matches(function, Files.readString(file)));
        }
      }
    }

    assertThat(names("Functions")).containsAll(functions);
  }

  @ParameterizedTest
  @CsvSource({
    "Commands, 1, 3",
    "Options, 2, 4",
    "Keys of INI files, 1, 3",
    "Keys of [pgqd], 1, 3",
    "Functions, 1, 3",
    "Events, 2, 4",
    "Handlers, 1, 3",
    "Protocols, 1, 3",
  })
  void everyRowHasAStateAndAProof(String heading, int state, int proof) {
    assertThat(PAGE.rows(heading))
        .isNotEmpty()
        .allSatisfy(
            row -> {
              assertThat(row.get(state)).as("state of %s", row).isIn(STATES);
              assertThat(row.get(proof)).as("proof of %s", row).isNotEmpty();
              if (row.get(state).equals("differs")) {
                assertThat(row.get(state + 1)).as("reason of %s", row).isNotEmpty();
              }
            });
  }

  @Test
  void everyFaultOfTheOriginalIsAnswered() {
    assertThat(PAGE.rows("Faults of the original"))
        .hasSize(41)
        .allSatisfy(
            row -> assertThat(row.get(2)).matches("(impossible|handled|the same|differs).*"));
  }

  private static Set<String> names(String heading) {
    return PAGE.rows(heading).stream().map(row -> row.get(0)).collect(Collectors.toSet());
  }

  private static Set<String> matches(Pattern pattern, String text) {
    Set<String> found = new TreeSet<>();
    for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
      for (int group = 1; group <= matcher.groupCount(); group++) {
        if (matcher.group(group) != null) {
          found.add(matcher.group(group));
        }
      }
    }
    return found;
  }
}
