package org.jlondiste.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jlondiste.error.ConfigurationError;

/**
 * What the INI file of a ticker says, with every default filled in.
 *
 * @param file as typed
 * @param baseConnectString the server, without a database
 * @param initialDatabase where the server is asked for its databases
 * @param databases those to tick; empty for all that have a queue
 */
public record TickerConfiguration(
    Path file,
    String baseConnectString,
    String initialDatabase,
    List<String> databases,
    Traces traces,
    Rhythm rhythm) {

  static final String SECTION = "pgqd";

  /** Sections of other programs that a ticker's file may hold. */
  private static final List<String> TOLERATED = List.of("DEFAULT", "londiste", "londiste3");

  /** Where the process leaves its traces. */
  public record Traces(Optional<Path> logFile, Optional<Path> pidFile, LogLevel logLevel) {}

  /** How often the ticker does what. */
  public record Rhythm(
      Duration tick,
      Duration check,
      Duration retry,
      Duration maintenance,
      Duration statistics,
      Duration connectionLifetime) {}

  /**
   * Reads an INI file.
   *
   * @param overrides keys of the command line that go before those of the file
   * @throws ConfigurationError naming file, line and key of what is wrong or not known
   */
  public static TickerConfiguration load(Path file, Map<String, String> overrides) {
    return load(file, overrides, Surroundings.homeOfProcess());
  }

  static TickerConfiguration load(Path file, Map<String, String> overrides, Path home) {
    IniFile ini = IniFile.read(file, IniDialect.PGQD, home);
    for (String section : ini.sectionNames()) {
      if (!section.equals(SECTION) && !TOLERATED.contains(section)) {
        throw new ConfigurationError(
            file + ": unknown section [" + section + "]", "a ticker reads [" + SECTION + "]");
      }
    }
    if (!ini.hasSection(SECTION)) {
      if (NodeConfiguration.SECTIONS.stream().anyMatch(ini::hasSection)) {
        throw new ConfigurationError(
            file + " is the file of a node: there is no section [" + SECTION + "]",
            "a ticker has a file of its own; 'worker' is what runs by this one");
      }
      throw new ConfigurationError(
          file + ": there is no section [" + SECTION + "]",
          "add a line [" + SECTION + "] above the keys");
    }
    Settings settings =
        new Settings(ini, IniDialect.PGQD, SECTION, TickerKeys.GROUPS, overrides, Map.of(), home);
    TickerConfiguration configuration = of(file, settings);
    List<String> complaints = settings.complaints();
    if (!complaints.isEmpty()) {
      throw new ConfigurationError(
          complaints.get(0), "the sample that --ini prints has every key that is known");
    }
    return configuration;
  }

  /** Whether a file is for a ticker and not for a node; false if it cannot be read. */
  public static boolean isMeantBy(Path file) {
    try {
      IniFile ini = IniFile.read(file, IniDialect.PGQD, Surroundings.homeOfProcess());
      return ini.hasSection(SECTION)
          && NodeConfiguration.SECTIONS.stream().noneMatch(ini::hasSection);
    } catch (ConfigurationError e) {
      return false;
    }
  }

  /** The connect string of one of the server's databases. */
  public String connectString(String database) {
    return ConnectString.withDatabase(baseConnectString, database);
  }

  /** An INI file with every key and its meaning, to begin with. */
  public static String sample() {
    return SampleIni.ticker("A ticker for the databases of a server.", Map.of());
  }

  /** In a few words: the connect string may hold a password. */
  @Override
  public String toString() {
    return "ticker by " + file;
  }

  private static TickerConfiguration of(Path file, Settings settings) {
    return new TickerConfiguration(
        file,
        settings.get(TickerKeys.BASE_CONNSTR),
        settings.get(TickerKeys.INITIAL_DATABASE),
        settings.get(TickerKeys.DATABASE_LIST),
        new Traces(
            settings.get(TickerKeys.LOGFILE),
            settings.get(TickerKeys.PIDFILE),
            settings.get(TickerKeys.LOG_LEVEL)),
        new Rhythm(
            settings.get(TickerKeys.TICKER_PERIOD),
            settings.get(TickerKeys.CHECK_PERIOD),
            settings.get(TickerKeys.RETRY_PERIOD),
            settings.get(TickerKeys.MAINT_PERIOD),
            settings.get(TickerKeys.STATS_PERIOD),
            settings.get(TickerKeys.CONNECTION_LIFETIME)));
  }
}
