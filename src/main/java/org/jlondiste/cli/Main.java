package org.jlondiste.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jlondiste.error.ExitCode;
import org.jlondiste.error.UsageError;
import org.jlondiste.error.UserError;

/** The door of the program. */
public final class Main {
  private final Console console;
  private final String program;

  Main(Console console, String program) {
    this.console = console;
    this.program = program;
  }

  /** Runs one command line and ends the process with its exit code. */
  public static void main(String[] arguments) {
    String program = System.getProperty("jlondiste.program", "jlondiste");
    System.exit(new Main(Console.ofProcess(), program).run(List.of(arguments)).value());
  }

  /** Runs one command line. The one place where exceptions become messages and exit codes. */
  ExitCode run(List<String> arguments) {
    try {
      return dispatch(arguments);
    } catch (UserError e) {
      console.err().println("error: " + e.problem());
      if (!e.hint().isEmpty()) {
        console.err().println("hint:  " + e.hint());
      }
      return e.exitCode();
    } catch (RuntimeException | Error e) {
      e.printStackTrace(console.err());
      return ExitCode.INTERNAL;
    } finally {
      console.out().flush();
      console.err().flush();
    }
  }

  private ExitCode dispatch(List<String> arguments) {
    Words words = Words.sort(arguments, OptionArity::takesValue, CommandTable::needsNoIni);
    Optional<CommandTable.Entry> entry = words.command().flatMap(CommandTable::find);
    CliCommand command = entry.map(found -> found.command().get()).orElseGet(NoCommand::new);
    ParsedCommand parsed = ParsedCommand.parse(words.command().orElse(""), command, words.rest());
    CommonOptions common = parsed.common();
    if (common.help()) {
      console.out().print(Help.text(program, words.command()));
      return ExitCode.OK;
    }
    if (common.version()) {
      console.out().println(Version.text());
      return ExitCode.OK;
    }
    if (words.ini().isEmpty() && entry.filter(Main::worksWithoutIni).isEmpty()) {
      throw new UsageError("need config file, use --help for help", "");
    }
    if (words.command().isPresent() && entry.isEmpty()) {
      throw Help.unknown(words.command().get());
    }
    CommandContext context =
        new CommandContext(console, program, words.ini().map(Path::of), common);
    return command.run(context);
  }

  private static boolean worksWithoutIni(CommandTable.Entry entry) {
    return entry.ini() == CommandTable.Ini.NONE;
  }
}
