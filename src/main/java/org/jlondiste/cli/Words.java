package org.jlondiste.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The words of a command line in their places: {@code [options] INI COMMAND [args]}, options
 * anywhere. Some commands are two words, as in {@code queue create}.
 *
 * @param ini the first word that is no option, unless it is a command that needs no INI file
 * @param command the word after it; with a space and the next one, where that belongs to it
 * @param rest options and arguments in their order
 */
record Words(Optional<String> ini, Optional<String> command, List<String> rest) {

  Words {
    rest = List.copyOf(rest);
  }

  /**
   * Sorts words.
   *
   * @param takesValue tells of an option, with its dashes and maybe abbreviated, whether the next
   *     word is its value
   * @param needsNoIni tells of a word whether it is a command that works without INI file
   * @param wantsSecond tells of a word whether it is the first of a command of two words
   */
  static Words sort(
      List<String> words,
      Predicate<String> takesValue,
      Predicate<String> needsNoIni,
      Predicate<String> wantsSecond) {
    Optional<String> ini = Optional.empty();
    Optional<String> command = Optional.empty();
    List<String> rest = new ArrayList<>();
    boolean options = true;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (options && word.equals("--")) {
        options = false;
        rest.add(word);
      } else if (options && isOption(word)) {
        rest.add(word);
        boolean placed = command.filter(wantsSecond.negate()).isPresent();
        boolean complete = placed || !isLong(word) || word.contains("=");
        if (!complete && i + 1 < words.size() && takesValue.test(word)) {
          i++;
          rest.add(words.get(i));
        }
      } else if (command.filter(wantsSecond).isPresent()) {
        command = Optional.of(command.get() + " " + word);
      } else if (command.isPresent()) {
        rest.add(word);
      } else if (ini.isPresent() || needsNoIni.test(word)) {
        command = Optional.of(word);
      } else {
        ini = Optional.of(word);
      }
    }
    return new Words(ini, command, rest);
  }

  private static boolean isOption(String word) {
    return word.length() > 1 && word.startsWith("-");
  }

  private static boolean isLong(String word) {
    return word.startsWith("--");
  }
}
