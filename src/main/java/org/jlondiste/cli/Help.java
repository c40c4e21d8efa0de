package org.jlondiste.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jlondiste.error.UsageError;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The texts of {@code --help}, from which the command reference is made as well. */
final class Help {
  private static final int WIDTH = 100;

  private Help() {}

  /** The help of one command, or of the whole program. */
  static String text(String program, Optional<String> command) {
    return command.map(name -> ofCommand(program, entry(name))).orElseGet(() -> ofProgram(program));
  }

  private static CommandTable.Entry entry(String name) {
    return CommandTable.find(name).orElseThrow(() -> unknown(name));
  }

  /** The error for a command that does not exist. */
  static UsageError unknown(String name) {
    List<String> known = CommandTable.ALL.stream().map(CommandTable.Entry::name).toList();
    return new UsageError(
        "Unknown command '" + name + "', use --help for help", Nearest.hint(name, known, ""));
  }

  static String ofCommand(String program, CommandTable.Entry entry) {
    CommandSpec spec = spec(entry);
    String ini = entry.ini() == CommandTable.Ini.NONE ? "" : " INI";
    boolean asPgqd = program.equals("pgqd") && entry.ini() == CommandTable.Ini.TICKER;
    spec.name(asPgqd ? program + ini : program + ini + " " + entry.name());
    spec.usageMessage()
        .width(WIDTH)
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

  /** What a command does, in one sentence. */
  static String summary(CommandTable.Entry entry) {
    String[] description = spec(entry).usageMessage().description();
    return description.length == 0 ? "" : description[0];
  }

  private static CommandSpec spec(CommandTable.Entry entry) {
    return ParsedCommand.commandLine(entry.command().get(), new CommonOptions()).getCommandSpec();
  }

  static String ofProgram(String program) {
    List<String> lines = new ArrayList<>();
    lines.add("Usage: " + program + " [OPTIONS] INI COMMAND [ARGUMENTS]");
    lines.add("       " + program + " help [COMMAND]");
    for (CommandTable.Group group : CommandTable.Group.values()) {
      List<CommandTable.Entry> entries =
          CommandTable.ALL.stream().filter(entry -> entry.group() == group).toList();
      if (!entries.isEmpty()) {
        lines.add("");
        lines.add(group.heading() + ":");
        entries.forEach(entry -> lines.add(line(entry)));
      }
    }
    lines.add(commonOptions());
    return String.join("\n", lines);
  }

  private static String line(CommandTable.Entry entry) {
    return String.format("  %-18s%s", entry.name(), summary(entry));
  }

  private static String commonOptions() {
    CommandSpec spec =
        ParsedCommand.commandLine(new NoCommand(), new CommonOptions()).getCommandSpec();
    spec.usageMessage().width(WIDTH).sortOptions(false);
    return new CommandLine.Help(
            spec, CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .optionListGroupSections();
  }
}
