package org.jlondiste.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jlondiste.config.NearestWord;
import org.jlondiste.error.UsageError;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** The texts of {@code --help}, from which the command reference is made as well. */
final class Help {
  /** How many characters a line has where nobody says less. */
  static final int WIDTH = 100;

  private static final int LEAST_WIDTH = 55;
  private static final int NAME_WIDTH = 20;

  private Help() {}

  /** The help of one command, or of the whole program. */
  static String text(String program, Optional<String> command, Console console) {
    int width =
        console.terminal() ? Math.max(LEAST_WIDTH, Math.min(WIDTH, console.columns())) : WIDTH;
    return command
        .map(
            name ->
                CommandTable.wantsSecondWord(name)
                    ? ofFamily(program, name, width)
                    : ofCommand(program, entry(name), width))
        .orElseGet(() -> ofProgram(program, width));
  }

  /** Which command somebody wants help about; the INI file may be left out. */
  static Optional<String> topic(Words words) {
    return inTheIniFilesPlace(words)
        .or(words::command)
        .or(
            () ->
                words.ini().filter(word -> isCommand(word) || CommandTable.wantsSecondWord(word)));
  }

  /** The command of two words that stands where INI file and command should. */
  private static Optional<String> inTheIniFilesPlace(Words words) {
    return words
        .ini()
        .flatMap(first -> words.command().map(second -> first + " " + second))
        .filter(Help::isCommand);
  }

  private static CommandTable.Entry entry(String name) {
    return CommandTable.find(name).orElseThrow(() -> unknown(name));
  }

  /** The error for a command that does not exist. */
  static UsageError unknown(String name) {
    if (CommandTable.wantsSecondWord(name)) {
      return new UsageError("command '" + name + "' needs a second word", "say " + choices(name));
    }
    int space = name.indexOf(' ');
    String otherwise = space < 0 ? "" : "say " + choices(name.substring(0, space));
    return new UsageError(
        "Unknown command '" + name + "', use --help for help", hint(name, names(), otherwise));
  }

  private static String choices(String first) {
    return CommandTable.beginningWith(first).stream()
        .map(entry -> "'" + entry.name() + "'")
        .collect(Collectors.joining(" or "));
  }

  /** The error for a second word that is no command; maybe the two first were swapped. */
  static UsageError unknown(String program, Words words) {
    String name = words.command().orElseThrow();
    Optional<String> misplaced = inTheIniFilesPlace(words);
    if (misplaced.isPresent()) {
      return withoutIni(program, misplaced.get());
    }
    return words.ini().filter(Help::isCommand).isPresent()
        ? new UsageError(
            "Unknown command '" + name + "', use --help for help",
            "the INI file comes first: " + program + " " + name + " " + words.ini().orElseThrow())
        : unknown(name);
  }

  /** Whether the only word is a command, or nearly one, and no file. */
  static boolean isCommandWithoutIni(Words words) {
    return words.ini().filter(word -> !Files.exists(Path.of(word))).isPresent()
        && words.command().isEmpty()
        && words
            .ini()
            .filter(
                word ->
                    CommandTable.wantsSecondWord(word) || NearestWord.to(word, names()).isPresent())
            .isPresent();
  }

  /** The error for a command whose INI file was left out. */
  static UsageError withoutIni(String program, Words words) {
    String word = words.ini().orElseThrow();
    if (CommandTable.wantsSecondWord(word)) {
      return unknown(word);
    }
    String name = NearestWord.to(word, names()).orElseThrow();
    return CommandTable.needsNoIni(name) ? unknown(word) : withoutIni(program, name);
  }

  private static UsageError withoutIni(String program, String command) {
    return new UsageError(
        "need config file, use --help for help", "for instance: " + program + " INI " + command);
  }

  private static boolean isCommand(String words) {
    return CommandTable.find(words).isPresent();
  }

  private static List<String> names() {
    return CommandTable.ALL.stream().map(CommandTable.Entry::name).toList();
  }

  /** A hint that asks for the nearest known word, or the other hint when none is near. */
  static String hint(String typed, Collection<String> known, String otherwise) {
    return NearestWord.to(typed, known)
        .map(word -> "did you mean '" + word + "'?")
        .orElse(otherwise);
  }

  static String ofCommand(String program, CommandTable.Entry entry, int width) {
    CommandSpec spec = spec(entry);
    String ini = entry.ini() == CommandTable.Ini.NONE ? "" : " INI";
    boolean asPgqd = program.equals("pgqd") && entry.ini() == CommandTable.Ini.TICKER;
    spec.name(asPgqd ? program + ini : program + ini + " " + entry.name());
    spec.usageMessage()
        .width(width)
        .abbreviateSynopsis(true)
        .sortOptions(false)
        .optionListHeading(hasOwnOptions(spec) ? "%nOptions:%n" : "")
        .parameterListHeading("%nArguments:%n")
        .descriptionHeading("%n");
    return spec.commandLine().getUsageMessage(CommandLine.Help.Ansi.OFF);
  }

  private static boolean hasOwnOptions(CommandSpec spec) {
    return spec.options().stream().anyMatch(option -> option.group() == null);
  }

  /** What a command does: the first sentence of its description. */
  static String summary(CommandTable.Entry entry) {
    // not by picocli, which would look at all options of all commands to list them
    Command annotation = entry.command().get().getClass().getAnnotation(Command.class);
    String description = annotation == null ? "" : String.join(" ", annotation.description());
    int end = description.indexOf(". ");
    return end < 0 ? description : description.substring(0, end + 1);
  }

  /** True if a command can answer in JSON. */
  static boolean takesJson(CommandTable.Entry entry) {
    return spec(entry).findOption("--json") != null;
  }

  private static CommandSpec spec(CommandTable.Entry entry) {
    return ParsedCommand.commandLine(entry.command().get(), new CommonOptions()).getCommandSpec();
  }

  static String ofProgram(String program, int width) {
    List<String> lines = new ArrayList<>();
    lines.add("Usage: " + program + " [OPTIONS] INI COMMAND [ARGUMENTS]");
    lines.add("       " + program + " help [COMMAND]");
    for (CommandTable.Group group : CommandTable.Group.values()) {
      List<CommandTable.Entry> entries =
          CommandTable.ALL.stream().filter(entry -> entry.group() == group).toList();
      if (!entries.isEmpty()) {
        lines.add("");
        lines.add(group.heading() + ":");
        entries.forEach(entry -> lines.add(line(entry, width)));
      }
    }
    lines.add(commonOptions(width));
    return String.join("\n", lines);
  }

  /** The commands of two words that begin with the same one. */
  private static String ofFamily(String program, String first, int width) {
    List<String> lines = new ArrayList<>();
    for (CommandTable.Entry entry : CommandTable.beginningWith(first)) {
      lines.add(
          (lines.isEmpty() ? "Usage: " : "       ") + program + " INI " + entry.name() + " …");
    }
    lines.add("");
    CommandTable.beginningWith(first).forEach(entry -> lines.add(line(entry, width)));
    return String.join("\n", lines) + "\n";
  }

  /** Name and summary, the latter broken into lines that begin below each other. */
  private static String line(CommandTable.Entry entry, int width) {
    StringBuilder text = new StringBuilder(String.format("  %-18s", entry.name()));
    if (text.length() > NAME_WIDTH || text.charAt(text.length() - 1) != ' ') {
      text.append('\n').append(" ".repeat(NAME_WIDTH));
    }
    int column = NAME_WIDTH;
    for (String word : summary(entry).split(" ", -1)) {
      if (column > NAME_WIDTH && column + word.length() >= width) {
        text.append('\n').append(" ".repeat(NAME_WIDTH));
        column = NAME_WIDTH;
      }
      String gap = column > NAME_WIDTH ? " " : "";
      text.append(gap).append(word);
      column += gap.length() + word.length();
    }
    return text.toString();
  }

  private static String commonOptions(int width) {
    CommandSpec spec =
        ParsedCommand.commandLine(new NoCommand(), new CommonOptions()).getCommandSpec();
    spec.usageMessage().width(width).sortOptions(false);
    return new CommandLine.Help(
            spec, CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .optionListGroupSections();
  }
}
