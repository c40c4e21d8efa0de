package org.jlondiste.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jlondiste.config.LogLevel;
import org.jlondiste.config.NodeConfiguration;
import org.jlondiste.config.TickerConfiguration;
import org.jlondiste.error.ExitCode;
import org.jlondiste.error.UsageError;
import org.jlondiste.error.UserError;
import org.slf4j.LoggerFactory;

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
    // numbers for programs, and the driver's words beside ours, are the same in every country
    Locale.setDefault(Locale.ENGLISH);
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) ->
            LoggerFactory.getLogger(Main.class)
                .error("thread {} has died", thread.getName(), failure));
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
    Words words = sort(arguments);
    Optional<CommandTable.Entry> entry = words.command().flatMap(CommandTable::find);
    ParsedCommand parsed =
        ParsedCommand.parse(
            words.command().orElse(""),
            entry.map(found -> found.command().get()).orElseGet(NoCommand::new),
            words.rest());
    CommonOptions common = parsed.common();
    if (common.help()) {
      console.out().print(Help.text(program, Help.topic(words), console));
      return ExitCode.OK;
    }
    if (common.version()) {
      console.out().println(isPgqd() ? Version.asPgqd() : Version.text());
      return ExitCode.OK;
    }
    if (common.sampleIni()) {
      console.out().print(sampleIni(entry));
      return ExitCode.OK;
    }
    if (words.command().isPresent() && entry.isEmpty()) {
      throw Help.unknown(program, words);
    }
    // what only answers does not wait for the logging library
    Logging logging = Logging.start(console, isPgqd() ? LineFormat.PGQD : LineFormat.LONDISTE);
    try {
      return carryOut(arguments, words, entry, parsed, logging);
    } catch (UserError e) {
      logging.record(e);
      throw e;
    } catch (RuntimeException | Error e) {
      logging.record(e);
      throw e;
    } finally {
      logging.stop();
    }
  }

  private ExitCode carryOut(
      List<String> arguments,
      Words words,
      Optional<CommandTable.Entry> entry,
      ParsedCommand parsed,
      Logging logging) {
    CommonOptions common = parsed.common();
    CommandTable.Ini iniKind =
        entry
            .map(CommandTable.Entry::ini)
            .filter(kind -> kind != CommandTable.Ini.EITHER)
            .orElseGet(() -> kindOf(words.ini()));
    CommandContext context =
        new CommandContext(console, logging, program, iniKind, words.ini().map(Path::of), common);
    if (iniKind == CommandTable.Ini.NONE) {
      logging.level(common, LogLevel.INFO);
      return parsed.command().run(context);
    }
    if (words.ini().isEmpty()) {
      throw new UsageError(
          isPgqd() ? "pgqd requires config file" : "need config file, use --help for help", "");
    }
    if (entry.isEmpty() && !common.speaksToProcess()) {
      if (Help.isCommandWithoutIni(words)) {
        throw Help.withoutIni(program, words);
      }
      return parsed.command().run(context);
    }
    logging.level(common, context.process().logLevel());
    if (common.speaksToProcess()) {
      ProcessMessenger messenger = new ProcessMessenger(common, context.process().pidFile());
      return iniKind == CommandTable.Ini.TICKER
          ? messenger.speakAsPgqd(console.err())
          : messenger.speak();
    }
    return new CommandRun(entry.orElseThrow(), context, arguments).run(parsed.command());
  }

  /** Where the command leaves it open, or there is none, the file says what it is. */
  private static CommandTable.Ini kindOf(Optional<String> ini) {
    return ini.map(Path::of).filter(TickerConfiguration::isMeantBy).isPresent()
        ? CommandTable.Ini.TICKER
        : CommandTable.Ini.NODE;
  }

  private Words sort(List<String> arguments) {
    if (!isPgqd()) {
      return Words.sort(
          arguments,
          OptionArity::takesValue,
          CommandTable::needsNoIni,
          CommandTable::wantsSecondWord);
    }
    Words words = Words.sort(arguments, OptionArity::takesValue, word -> false, word -> false);
    if (words.command().isPresent()) {
      throw new UsageError(
          "pgqd takes one config file, not '" + words.command().get() + "'", "use --help for help");
    }
    return new Words(words.ini(), Optional.of(TickerCommand.NAME), words.rest());
  }

  private static String sampleIni(Optional<CommandTable.Entry> entry) {
    return entry.filter(found -> found.ini() == CommandTable.Ini.TICKER).isPresent()
        ? TickerConfiguration.sample()
        : NodeConfiguration.sample();
  }

  private boolean isPgqd() {
    return program.equals("pgqd");
  }
}
