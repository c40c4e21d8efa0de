package org.jlondiste.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The script by which zsh completes command lines of jlondiste. */
final class ZshCompletion {
  private ZshCompletion() {}

  static String script() {
    List<String> lines = new ArrayList<>();
    lines.add("#compdef jlondiste londiste londiste3 pgqd");
    lines.add("# Completes command lines of jlondiste in zsh. Made from its help.");
    lines.add("");
    lines.add("local context state line command");
    lines.add("typeset -A opt_args");
    lines.add("local -a common commands");
    lines.add("common=(");
    specifications(CommandText.commonOptions()).forEach(text -> lines.add("  " + text));
    lines.add(")");
    lines.add("if [[ $service == pgqd ]]; then");
    lines.add("  _arguments -s $common '1:INI file:_files -g \"*.ini\"'");
    lines.add("  return");
    lines.add("fi");
    lines.add("commands=(");
    for (CommandText command : CommandText.all()) {
      if (!command.name().contains(" ")) {
        lines.add("  " + quoted(command.name() + ":" + command.summary()));
      }
    }
    for (String family : BashCompletion.families()) {
      lines.add(
          "  " + quoted(family + ":" + BashCompletion.secondWords(family).replace(" ", ", ")));
    }
    lines.add(")");
    lines.add(
        "_arguments -C -s $common '1:INI file:_files -g \"*.ini\"' '2:command:->command'"
            + " '*:::argument:->rest' && return");
    lines.add("case $state in");
    lines.add("  command) _describe command commands; return ;;");
    lines.add("esac");
    lines.add("command=$line[2]");
    lines.add("case $command in");
    for (String family : BashCompletion.families()) {
      lines.add("  " + family + ")");
      lines.add("    if (( CURRENT == 1 )); then");
      lines.add("      compadd " + BashCompletion.secondWords(family));
      lines.add("      return");
      lines.add("    fi");
      lines.add("    command=\"$command $words[1]\"");
      lines.add("    shift words");
      lines.add("    (( CURRENT-- ))");
      lines.add("    ;;");
    }
    lines.add("esac");
    lines.add("words=(\"$command\" \"${words[@]}\")");
    lines.add("(( CURRENT++ ))");
    lines.add("case $command in");
    for (CommandText command : CommandText.all()) {
      if (command.entry().ini() != CommandTable.Ini.NONE) {
        lines.add("  " + quoted(command.name()) + ")");
        lines.add("    _arguments -s $common \\");
        specifications(command.options()).forEach(text -> lines.add("      " + text + " \\"));
        lines.add("      " + rest(command));
        lines.add("    ;;");
      }
    }
    lines.add("esac");
    return String.join("\n", lines) + "\n";
  }

  private static String rest(CommandText command) {
    if (command.name().equals("execute")) {
      return "'*:file:_files'";
    }
    String labels =
        command.arguments().stream()
            .map(CommandText.ArgumentText::label)
            .collect(Collectors.joining(" "));
    return labels.isEmpty() ? "'*: :'" : quoted("*:" + plain(labels) + ":");
  }

  private static List<String> specifications(List<CommandText.OptionText> options) {
    List<String> texts = new ArrayList<>();
    for (CommandText.OptionText option : options) {
      for (String name : option.names()) {
        boolean isLong = name.startsWith("--");
        String value = option.takesValue() ? (isLong ? "=" : "") : "";
        String label = option.takesValue() ? ":" + plain(option.label()) + ":" : "";
        String others = option.repeatable() ? "*" : "(" + String.join(" ", option.names()) + ")";
        texts.add(quoted(others + name + value + "[" + plain(option.description()) + "]" + label));
      }
    }
    return texts;
  }

  /** Without what has a meaning in a specification. */
  private static String plain(String text) {
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]").replace(":", "\\:");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
