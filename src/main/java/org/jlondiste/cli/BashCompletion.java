package org.jlondiste.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The script by which bash completes command lines of jlondiste. */
final class BashCompletion {
  private BashCompletion() {}

  static String script() {
    List<String> lines = new ArrayList<>();
    lines.add("# Completes command lines of jlondiste in bash. Made from its help.");
    lines.add("");
    lines.add("_jlondiste_options() {");
    lines.add("  case $1 in");
    for (CommandText command : CommandText.all()) {
      String words = words(command.options());
      if (!words.isEmpty()) {
        lines.add("    " + quoted(command.name()) + ") echo " + quoted(words) + " ;;");
      }
    }
    lines.add("  esac");
    lines.add("  echo " + quoted(words(CommandText.commonOptions())));
    lines.add("}");
    lines.add("");
    lines.add("_jlondiste() {");
    lines.add("  local commands=" + quoted(firstWords()));
    lines.add("  local without_ini=" + quoted(withoutIni()));
    lines.add("  local with_value=" + quoted(" " + takingValues() + " "));
    BODY.replace("FAMILIES", String.join(" | ", families())).lines().forEach(lines::add);
    lines.add("  case $command in");
    for (String first : families()) {
      lines.add(
          "    "
              + first
              + ") COMPREPLY=($(compgen -W "
              + quoted(secondWords(first))
              + " -- \"$current\")) ;;");
    }
    lines.add("    execute) COMPREPLY=($(compgen -f -- \"$current\")) ;;");
    lines.add("    help) COMPREPLY=($(compgen -W \"$commands\" -- \"$current\")) ;;");
    lines.add("  esac");
    lines.add("}");
    lines.add("");
    lines.add("complete -F _jlondiste jlondiste londiste londiste3");
    return String.join("\n", lines) + "\n";
  }

  /** For the other names of the program: bash looks for a file of that name. */
  static String reference() {
    return "# See jlondiste.\n. \"${BASH_SOURCE[0]%/*}/jlondiste\"\n";
  }

  /** As pgqd: options and a file. */
  static String pgqdScript() {
    return """
    # Completes command lines of pgqd in bash. Made from its help.

    _pgqd() {
      local current=${COMP_WORDS[COMP_CWORD]}
      case $current in
        -*) COMPREPLY=($(compgen -W %s -- "$current")) ;;
        *) COMPREPLY=($(compgen -f -X '!*.ini' -- "$current") $(compgen -d -- "$current")) ;;
      esac
    }

    complete -F _pgqd pgqd
    """
        .formatted(quoted(words(CommandText.commonOptions())));
  }

  /**
   * Bash has cut the line at each equals sign; the words before the cursor are put together again,
   * and counted without options.
   */
  private static final String BODY =
      """
        local current=${COMP_WORDS[COMP_CWORD]} option= word ini= command= i
        COMPREPLY=()
        for ((i = 1; i < COMP_CWORD; i++)); do
          word=${COMP_WORDS[i]}
          if [ "$word" = "=" ]; then
            continue
          elif [ -n "$option" ]; then
            option=
          elif [ "${word#-}" != "$word" ]; then
            case $with_value in *" $word "*) option=$word ;; esac
          elif [ "${COMP_WORDS[i - 1]}" = "=" ]; then
            continue
          elif [ -z "$ini" ] && [ -z "$command" ]; then
            case " $without_ini " in
              *" $word "*) command=$word ;;
              *) ini=$word ;;
            esac
          elif [ -z "$command" ]; then
            command=$word
          else
            case $command in FAMILIES) command="$command $word" ;; esac
          fi
        done
        [ "$current" = "=" ] && current=
        if [ -n "$option" ]; then
          case $option in
            --directory) COMPREPLY=($(compgen -d -- "$current")) ;;
          esac
          return
        fi
        case $current in
          -*)
            COMPREPLY=($(compgen -W "$(_jlondiste_options "$command")" -- "$current"))
            case ${COMPREPLY[0]-} in
              *=) compopt -o nospace 2>/dev/null ;;
            esac
            return
            ;;
        esac
        if [ -z "$command" ]; then
          if [ -z "$ini" ]; then
            COMPREPLY=($(compgen -f -X '!*.ini' -- "$current") $(compgen -d -- "$current")
              $(compgen -W "$without_ini" -- "$current"))
          else
            COMPREPLY=($(compgen -W "$commands" -- "$current"))
          fi
          return
        fi
      """;

  /** What can stand behind the INI file; of commands of two words the first. */
  static String firstWords() {
    return CommandText.all().stream()
        .filter(command -> command.entry().ini() != CommandTable.Ini.NONE)
        .map(command -> command.name().split(" ", 2)[0])
        .distinct()
        .collect(Collectors.joining(" "));
  }

  private static String withoutIni() {
    return CommandText.all().stream()
        .filter(command -> command.entry().ini() == CommandTable.Ini.NONE)
        .map(CommandText::name)
        .collect(Collectors.joining(" "));
  }

  /** The first words of commands of two words. */
  static List<String> families() {
    return CommandText.all().stream()
        .filter(command -> command.name().contains(" "))
        .map(command -> command.name().split(" ", 2)[0])
        .distinct()
        .toList();
  }

  static String secondWords(String first) {
    return CommandTable.beginningWith(first).stream()
        .map(entry -> entry.name().split(" ", 2)[1])
        .collect(Collectors.joining(" "));
  }

  private static String takingValues() {
    return Stream.concat(
            CommandText.commonOptions().stream(),
            CommandText.all().stream().flatMap(command -> command.options().stream()))
        .filter(CommandText.OptionText::takesValue)
        .flatMap(option -> option.names().stream())
        .distinct()
        .collect(Collectors.joining(" "));
  }

  private static String words(List<CommandText.OptionText> options) {
    return options.stream().flatMap(CommandText.OptionText::words).collect(Collectors.joining(" "));
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
