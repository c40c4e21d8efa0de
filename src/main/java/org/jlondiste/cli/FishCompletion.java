package org.jlondiste.cli;

import java.util.ArrayList;
import java.util.List;

/** The script by which fish completes command lines of jlondiste. */
final class FishCompletion {
  private static final List<String> NAMES = List.of("jlondiste", "londiste", "londiste3");

  private FishCompletion() {}

  /**
   * The script for one name of the program.
   *
   * @param program one of its names
   */
  static String script(String program) {
    List<String> lines = new ArrayList<>();
    lines.add("# Completes command lines of jlondiste in fish. Made from its help.");
    lines.add("");
    lines.add("complete -c " + program + " -f");
    if (!NAMES.contains(program)) {
      lines.add("complete -c " + program + " -k -a '(__fish_complete_suffix .ini)'");
      CommandText.commonOptions().forEach(option -> lines.add(line(program, "", option)));
      return String.join("\n", lines) + "\n";
    }
    FUNCTIONS.lines().forEach(lines::add);
    lines.add(
        "complete -c " + program + " -n '__jlondiste_at 0' -k -a '(__fish_complete_suffix .ini)'");
    CommandText.commonOptions().forEach(option -> lines.add(line(program, "", option)));
    for (CommandText command : CommandText.all()) {
      String[] words = command.name().split(" ", 2);
      if (words.length == 1) {
        int place = command.entry().ini() == CommandTable.Ini.NONE ? 0 : 1;
        lines.add(candidate(program, "__jlondiste_at " + place, words[0], command.summary()));
      } else {
        lines.add(candidate(program, "__jlondiste_after " + words[0], words[1], command.summary()));
      }
      String condition = "__jlondiste_on " + command.name();
      command.options().forEach(option -> lines.add(line(program, condition, option)));
    }
    for (String family : BashCompletion.families()) {
      lines.add(
          candidate(
              program,
              "__jlondiste_at 1",
              family,
              BashCompletion.secondWords(family).replace(" ", ", ")));
    }
    lines.add("complete -c " + program + " -n '__jlondiste_on execute' -F");
    return String.join("\n", lines) + "\n";
  }

  /** The words of the line that are no options: the INI file, the command, its arguments. */
  private static final String FUNCTIONS =
      """
      function __jlondiste_words
          for word in (commandline -opc)[2..-1]
              string match -q -- '-*' $word; or echo -- $word
          end
      end
      function __jlondiste_at
          test (count (__jlondiste_words)) -eq $argv[1]
      end
      function __jlondiste_on
          set -l words (__jlondiste_words)
          set -l last (math (count $argv) + 1)
          test (count $words) -ge $last
          and test "$words[2..$last]" = "$argv"
      end
      function __jlondiste_after
          set -l words (__jlondiste_words)
          test (count $words) -eq 2
          and test "$words[2]" = $argv[1]
      end
      """;

  private static String candidate(
      String program, String condition, String word, String description) {
    return "complete -c "
        + program
        + " -n "
        + quoted(condition)
        + " -a "
        + quoted(word)
        + " -d "
        + quoted(description);
  }

  private static String line(String program, String condition, CommandText.OptionText option) {
    StringBuilder line = new StringBuilder("complete -c " + program);
    if (!condition.isEmpty()) {
      line.append(" -n ").append(quoted(condition));
    }
    for (String name : option.names()) {
      line.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
    }
    if (option.takesValue()) {
      line.append(" -x");
    }
    return line.append(" -d ").append(quoted(option.description())).toString();
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
