package org.jlondiste.cli;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What a command says of itself, for manual pages and for shells that complete words.
 *
 * @param description its paragraphs
 * @param arguments in their order
 * @param options its own, without those that every command takes
 */
record CommandText(
    CommandTable.Entry entry,
    List<String> description,
    List<ArgumentText> arguments,
    List<OptionText> options) {

  /**
   * An argument.
   *
   * @param label as the synopsis shows it
   */
  record ArgumentText(String label, String description) {}

  /**
   * An option.
   *
   * @param names short ones first
   * @param label of its value; empty if it takes none
   * @param repeatable it may be given more than once
   */
  record OptionText(List<String> names, String label, boolean repeatable, String description) {
    boolean takesValue() {
      return !label.isEmpty();
    }

    /** The names as one types them, long ones with the equals sign that a value needs. */
    Stream<String> words() {
      return names.stream().map(name -> takesValue() && name.startsWith("--") ? name + "=" : name);
    }
  }

  /** All commands in the order of the help. */
  static List<CommandText> all() {
    return Stream.of(CommandTable.Group.values())
        .flatMap(group -> CommandTable.ALL.stream().filter(entry -> entry.group() == group))
        .map(CommandText::of)
        .toList();
  }

  static CommandText of(CommandTable.Entry entry) {
    CommandSpec spec = spec(entry.command().get());
    return new CommandText(
        entry,
        List.of(spec.usageMessage().description()),
        spec.positionalParameters().stream()
            .filter(argument -> !argument.hidden())
            .map(CommandText::argument)
            .toList(),
        options(spec.options().stream().filter(option -> option.group() == null).toList()));
  }

  /** The options that every command takes. */
  static List<OptionText> commonOptions() {
    return options(spec(new NoCommand()).options());
  }

  String name() {
    return entry.name();
  }

  String summary() {
    return Help.summary(entry);
  }

  private static CommandSpec spec(CliCommand command) {
    return ParsedCommand.commandLine(command, new CommonOptions()).getCommandSpec();
  }

  private static List<OptionText> options(Collection<OptionSpec> specs) {
    return specs.stream()
        .filter(option -> !option.hidden())
        .map(
            option ->
                new OptionText(
                    Arrays.stream(option.names()).sorted(CommandText::shortFirst).toList(),
                    option.arity().max() == 0 ? "" : plain(option.paramLabel()),
                    option.isMultiValue(),
                    description(option)))
        .toList();
  }

  private static int shortFirst(String one, String other) {
    return Boolean.compare(one.startsWith("--"), other.startsWith("--"));
  }

  private static ArgumentText argument(PositionalParamSpec spec) {
    String label = plain(spec.paramLabel());
    String dots = spec.arity().max() > 1 ? "…" : "";
    boolean optional = spec.arity().min() == 0;
    return new ArgumentText(optional ? "[" + label + dots + "]" : label + dots, description(spec));
  }

  private static String plain(String label) {
    return label.replace("[", "").replace("]", "").replace("<", "").replace(">", "");
  }

  private static String description(ArgSpec spec) {
    return String.join(" ", spec.description());
  }
}
