package org.jlondiste.scenario;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jlondiste.support.Run;
import org.jlondiste.support.Tool;

/**
 * A line as one types it into a shell; of the shell's language it knows single quotes.
 *
 * @param program one of the tool's names
 */
record CommandLine(String program, List<String> words) {
  private static final Pattern WORD = Pattern.compile("(?:[^\\s']|'[^']*')+");

  CommandLine {
    words = List.copyOf(words);
  }

  static CommandLine parse(String line) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(line);
    while (matcher.find()) {
      words.add(matcher.group().replace("'", ""));
    }
    return new CommandLine(words.get(0), words.subList(1, words.size()));
  }

  Run runIn(Path directory) {
    return Tool.in(directory).calledAs(program).run(words.toArray(String[]::new));
  }
}
