package org.jlondiste.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jlondiste.error.ExitCode;

/** The manual pages for {@code man}: one for the program and one for each command. */
final class ManualPages {
  private static final String PROGRAM = "jlondiste";
  private static final int FIRST_NON_ASCII = 128;

  private final String version;

  /**
   * @param version of the program, for the foot of each page
   */
  ManualPages(String version) {
    this.version = version;
  }

  /** All pages by their file names. */
  Map<String, String> all() {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put(PROGRAM + ".1", ofProgram());
    for (CommandText command : CommandText.all()) {
      pages.put(page(command) + ".1", of(command));
    }
    pages.put("londiste.1", ".so man1/jlondiste.1\n");
    pages.put("londiste3.1", ".so man1/jlondiste.1\n");
    pages.put("pgqd.1", ".so man1/jlondiste-" + TickerCommand.NAME + ".1\n");
    return pages;
  }

  /** The name of a command's page. */
  static String page(CommandText command) {
    return PROGRAM + "-" + command.name().replace(' ', '-');
  }

  private String ofProgram() {
    List<String> lines = new ArrayList<>();
    head(lines, PROGRAM, "replicates tables between PostgreSQL servers of any versions");
    lines.add(".SH SYNOPSIS");
    synopsis(lines, "", List.of("[OPTIONS]", "INI", "COMMAND", "[ARGUMENTS]"));
    lines.add(".br");
    synopsis(lines, "help", List.of("[COMMAND]"));
    section(
        lines,
        "DESCRIPTION",
        "INI is the file that describes a node, or with 'ticker' and the commands for queues that"
            + " of a ticker. Options may stand anywhere, and long ones may be shortened.");
    for (CommandTable.Group group : CommandTable.Group.values()) {
      lines.add(".SH " + group.heading().toUpperCase(Locale.ROOT));
      for (CommandText command : CommandText.all()) {
        if (command.entry().group() == group) {
          item(lines, bold(command.name()), command.summary());
        }
      }
    }
    lines.add(".SH COMMON OPTIONS");
    options(lines, CommandText.commonOptions());
    lines.add(".SH EXIT STATUS");
    for (ExitCode code : ExitCode.values()) {
      item(lines, bold(String.valueOf(code.value())), code.meaning());
    }
    seeAlso(
        lines,
        CommandText.all().stream()
            .map(command -> reference(page(command)))
            .collect(Collectors.joining(",\n")));
    return text(lines);
  }

  private String of(CommandText command) {
    List<String> lines = new ArrayList<>();
    String summary = command.summary();
    head(
        lines,
        page(command),
        summary.endsWith(".") ? summary.substring(0, summary.length() - 1) : summary);
    lines.add(".SH SYNOPSIS");
    List<String> words = new ArrayList<>();
    if (command.entry().ini() != CommandTable.Ini.NONE) {
      words.add("INI");
    }
    int place = words.size();
    words.add("[OPTIONS]");
    command.arguments().forEach(argument -> words.add(argument.label()));
    lines.add(
        ".B "
            + PROGRAM
            + words.subList(0, place).stream().map(word -> " " + word).collect(Collectors.joining())
            + " "
            + escaped(command.name()));
    lines.add(".RI " + quoted(String.join(" ", words.subList(place, words.size()))));
    section(lines, "DESCRIPTION", command.description().toArray(new String[0]));
    if (!command.arguments().isEmpty()) {
      lines.add(".SH ARGUMENTS");
      command
          .arguments()
          .forEach(argument -> item(lines, italic(argument.label()), argument.description()));
    }
    if (!command.options().isEmpty()) {
      lines.add(".SH OPTIONS");
      options(lines, command.options());
    }
    seeAlso(lines, reference(PROGRAM) + " for the common options and the exit statuses");
    return text(lines);
  }

  private void head(List<String> lines, String page, String summary) {
    lines.add(
        ".TH "
            + quoted(page.toUpperCase(Locale.ROOT))
            + " 1 \"\" "
            + quoted(PROGRAM + " " + version)
            + " "
            + quoted(PROGRAM));
    lines.add(".nh");
    lines.add(".ad l");
    lines.add(".SH NAME");
    lines.add(escaped(page) + " \\- " + escaped(summary));
  }

  private static void synopsis(List<String> lines, String command, List<String> words) {
    lines.add(".B " + PROGRAM + (command.isEmpty() ? "" : " " + escaped(command)));
    lines.add(".RI " + quoted(String.join(" ", words)));
  }

  private static void section(List<String> lines, String heading, String... paragraphs) {
    lines.add(".SH " + heading);
    for (int i = 0; i < paragraphs.length; i++) {
      if (i > 0) {
        lines.add(".PP");
      }
      lines.add(escaped(paragraphs[i]));
    }
  }

  private static void options(List<String> lines, List<CommandText.OptionText> options) {
    for (CommandText.OptionText option : options) {
      item(
          lines,
          option.words().map(ManualPages::bold).collect(Collectors.joining(", "))
              + (option.takesValue() ? italic(option.label()) : ""),
          option.description());
    }
  }

  private static void item(List<String> lines, String term, String text) {
    lines.add(".TP");
    lines.add(term);
    lines.add(escaped(text));
  }

  private static void seeAlso(List<String> lines, String text) {
    lines.add(".SH SEE ALSO");
    lines.add(text);
  }

  private static String reference(String page) {
    return bold(page) + "(1)";
  }

  private static String bold(String text) {
    return "\\fB" + escaped(text) + "\\fR";
  }

  private static String italic(String text) {
    return "\\fI" + escaped(text) + "\\fR";
  }

  private static String quoted(String text) {
    return "\"" + escaped(text).replace("\"", "\"\"") + "\"";
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }

  /** Text for roff: nothing in it is an instruction, and it is ASCII. */
  static String escaped(String text) {
    StringBuilder roff = new StringBuilder();
    if (text.startsWith(".") || text.startsWith("'")) {
      roff.append("\\&");
    }
    text.codePoints()
        .forEach(
            character -> {
              switch (character) {
                case '\\' -> roff.append("\\e");
                case '-' -> roff.append("\\-");
                case '\'' -> roff.append("\\(aq");
                case '\n' -> roff.append(' ');
                default -> {
                  if (character < FIRST_NON_ASCII) {
                    roff.append((char) character);
                  } else {
                    roff.append(String.format("\\[u%04X]", character));
                  }
                }
              }
            });
    return roff.toString();
  }
}
