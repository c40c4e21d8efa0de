package org.jlondiste.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jlondiste.config.NearestWord;
import org.jlondiste.error.UsageError;
import picocli.CommandLine;
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
        .map(name -> ofCommand(program, entry(name), width))
        .orElseGet(() -> ofProgram(program, width));
  }

  /** Which command somebody wants help about; the INI file may be left out. */
  static Optional<String> topic(Words words) {
    return words.command().or(() -> words.ini().filter(word -> names().contains(word)));
  }

  private static CommandTable.Entry entry(String name) {
    return CommandTable.find(name).orElseThrow(() -> unknown(name));
  }

  /** The error for a command that does not exist. */
  static UsageError unknown(String name) {
    return new UsageError(
        "Unknown command '" + name + "', use --help for help", hint(name, names(), ""));
  }

  /** The error for a second word that is no command; maybe the two first were swapped. */
  static UsageError unknown(String program, Words words) {
    String name = words.command().orElseThrow();
    return isCommand(words.ini())
        ? new UsageError(
            "Unknown command '" + name + "', use --help for help",
            "the INI file comes first: " + program + " " + name + " " + words.ini().orElseThrow())
        : unknown(name);
  }

  /** Whether the only word is a command, or nearly one, and no file. */
  static boolean isCommandWithoutIni(Words words) {
    return words.ini().filter(word -> !Files.exists(Path.of(word))).isPresent()
        && words.command().isEmpty()
        && words.ini().flatMap(word -> NearestWord.to(word, names())).isPresent();
  }

  /** The error for a command whose INI file was left out. */
  static UsageError withoutIni(String program, Words words) {
    String word = words.ini().orElseThrow();
    String name = NearestWord.to(word, names()).orElseThrow();
    return CommandTable.needsNoIni(name)
        ? unknown(word)
        : new UsageError(
            "need config file, use --help for help", "for instance: " + program + " INI " + name);
  }

  private static boolean isCommand(Optional<String> word) {
    return word.flatMap(CommandTable::find).isPresent();
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
    String description = String.join(" ", spec(entry).usageMessage().description());
    int end = description.indexOf(". ");
    return end < 0 ? description : description.substring(0, end + 1);
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

  /** Name and summary, the latter broken into lines that begin below each other. */
  private static String line(CommandTable.Entry entry, int width) {
    StringBuilder text = new StringBuilder(String.format("  %-18s", entry.name()));
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
