package org.jlondiste.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.jlondiste.error.UsageError;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * A command with its options and arguments filled in.
 *
 * @param command what is to run
 * @param common the options that every command takes
 */
record ParsedCommand(CliCommand command, CommonOptions common) {

  /**
   * Hands the words after INI and COMMAND to picocli.
   *
   * @throws UsageError if they do not fit the command
   */
  static ParsedCommand parse(String name, CliCommand command, List<String> words) {
    CommonOptions common = new CommonOptions();
    CommandLine line = commandLine(command, common);
    try {
      line.parseArgs(words.toArray(new String[0]));
    } catch (ParameterException e) {
      throw usageError(name, line, e);
    }
    return new ParsedCommand(command, common);
  }

  static CommandLine commandLine(CliCommand command, CommonOptions common) {
    CommandLine line = new CommandLine(command);
    line.addMixin("common", common);
    line.setAbbreviatedOptionsAllowed(true);
    line.setOverwrittenOptionsAllowed(true);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    return line;
  }

  private static UsageError usageError(String name, CommandLine line, ParameterException e) {
    String seeHelp = "see 'help" + (name.isEmpty() ? "" : " " + name) + "'";
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      String word = unmatched.getUnmatched().get(0);
      if (unmatched.isUnknownOption()) {
        String option = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
        List<String> known = line.getCommandSpec().optionsMap().keySet().stream().toList();
        String full = option.startsWith("--") ? option : "-" + option;
        String hint = full.length() > 3 ? Help.hint(full, known, seeHelp) : seeHelp;
        return new UsageError("no such option: " + word, hint);
      }
      return new UsageError(
          "command '" + name + "' does not take the argument '" + word + "'", seeHelp);
    }
    if (e instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      String labels =
          missing.getMissing().stream().map(ParsedCommand::label).collect(Collectors.joining(", "));
      return new UsageError(
          name.isEmpty() ? labels + " is missing" : "command '" + name + "' needs " + labels,
          seeHelp);
    }
    return new UsageError(String.valueOf(e.getMessage()), seeHelp);
  }

  private static String label(ArgSpec argument) {
    return argument instanceof OptionSpec option
        ? option.longestName() + " " + option.paramLabel()
        : argument.paramLabel();
  }
}
