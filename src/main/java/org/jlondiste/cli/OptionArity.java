package org.jlondiste.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Tells which options are followed by a value, before it is known whose options they are: needed
 * only where an option stands before the command.
 */
final class OptionArity {
  private OptionArity() {}

  /** True if a long option, maybe abbreviated, takes the next word as its value. */
  static boolean takesValue(String option) {
    if (option.equals("--set")) {
      return true;
    }
    Map<String, Boolean> known = ofAllCommands();
    Boolean exact = known.get(option);
    if (exact != null) {
      return exact;
    }
    Set<Boolean> answers =
        known.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(option))
            .map(Map.Entry::getValue)
            .collect(Collectors.toSet());
    return answers.equals(Set.of(true));
  }

  /** Long options of all commands, and whether they take a value. */
  static Map<String, Boolean> ofAllCommands() {
    Map<String, Boolean> known = new HashMap<>();
    for (CommandTable.Entry entry : CommandTable.ALL) {
      for (OptionSpec option :
          ParsedCommand.commandLine(entry.command().get(), new CommonOptions())
              .getCommandSpec()
              .options()) {
        for (String name : option.names()) {
          if (name.startsWith("--")) {
            known.put(name, option.arity().min() > 0);
          }
        }
      }
    }
    return known;
  }
}
