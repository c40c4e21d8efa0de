package org.jlondiste.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jlondiste.error.ExitCode;
import org.junit.jupiter.api.Test;

/**
 * Holds the reference to what the program says of itself. With {@code -Ddocs.update=true} the file
 * is written anew instead.
 */
class CommandReferenceTest {
  private static final Path REFERENCE = Path.of("docs", "reference");

  @Test
  void theCommandsAreThoseOfTheHelp() throws IOException {
    Path file = REFERENCE.resolve("commands.md");
    String text = text();
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(file, text);
    }

    assertThat(file).as("run the tests with -Ddocs.update=true").hasContent(text);
  }

  @Test
  void everyCommandSaysInOneSentenceWhatItDoes() {
    for (CommandTable.Entry entry : CommandTable.ALL) {
      assertThat(Help.summary(entry)).as(entry.name()).matches("[A-Z].*\\.");
    }
  }

  @Test
  void everyExitCodeIsExplained() throws IOException {
    String text = Files.readString(REFERENCE.resolve("exit-codes.md"));

    for (ExitCode code : ExitCode.values()) {
      assertThat(text).containsPattern("(?m)^\\| " + code.value() + " \\| " + code.name() + " \\|");
    }
  }

  private static String text() {
    List<String> lines = new ArrayList<>();
    lines.add("# Commands");
    lines.add("");
    lines.add("What `jlondiste help` and `jlondiste help COMMAND` print. How commands end is in");
    lines.add("[exit-codes.md](exit-codes.md), what INI files hold in");
    lines.add("[configuration.md](configuration.md).");
    block(lines, Help.ofProgram("jlondiste", Help.WIDTH));
    for (CommandTable.Group group : CommandTable.Group.values()) {
      for (CommandTable.Entry entry : CommandTable.ALL) {
        if (entry.group() == group) {
          lines.add("");
          lines.add("## " + entry.name());
          block(lines, withoutCommonOptions(Help.ofCommand("jlondiste", entry, Help.WIDTH)));
        }
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static void block(List<String> lines, String text) {
    lines.add("");
    lines.add("```");
    text.strip().lines().map(String::stripTrailing).forEach(lines::add);
    lines.add("```");
  }

  /** They are shown once, with the program. */
  private static String withoutCommonOptions(String help) {
    int common = help.indexOf("\nCommon options:");
    return common < 0 ? help : help.substring(0, common);
  }
}
