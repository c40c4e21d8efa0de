package org.jlondiste.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Every key of a ticker's section: what reads it, checks it and explains it goes by this list. */
final class TickerKeys {
  private static final KeyGroup DATABASES = new KeyGroup("Databases");
  private static final KeyGroup PROCESS = new KeyGroup("Process and log");
  private static final KeyGroup RHYTHM = new KeyGroup("Rhythm");

  /** The groups in the order in which they are explained. */
  static final List<KeyGroup> GROUPS = List.of(DATABASES, PROCESS, RHYTHM);

  // spotless:off

  static final Key<String> BASE_CONNSTR = DATABASES.known("base_connstr", Kind.CONNECT_STRING, "",
      "Connect string of the server, without dbname.");
  static final Key<String> INITIAL_DATABASE = DATABASES.known("initial_database", Kind.TEXT, "template1",
      "Database in which the server is asked for its databases.");
  static final Key<List<String>> DATABASE_LIST = DATABASES.known("database_list", Kind.DATABASES, "",
      "Databases to tick, in double quotes where needed; empty for all that have a queue.");

  static final Key<Optional<Path>> LOGFILE = PROCESS.known("logfile", Kind.FILE, "",
      "Log file; without one the log goes to the terminal only.");
  static final Key<Optional<Path>> PIDFILE = PROCESS.known("pidfile", Kind.FILE, "",
      "File that holds the process number; needed for --daemon, --stop, --kill and --reload.");
  static final Key<LogLevel> LOG_LEVEL = PROCESS.ours("log_level", Kind.oneOf(LogLevel.class), "info",
      "Least weight of what is logged, where the command line says neither --quiet nor --verbose.");

  static final Key<Duration> TICKER_PERIOD = RHYTHM.known("ticker_period", Kind.PERIOD, "1",
      "How often each database is ticked.");
  static final Key<Duration> CHECK_PERIOD = RHYTHM.known("check_period", Kind.PERIOD, "60",
      "How often the server is asked which databases there are and which have queues.");
  static final Key<Duration> RETRY_PERIOD = RHYTHM.known("retry_period", Kind.PERIOD, "30",
      "How often events to be retried are put back into their queues.");
  static final Key<Duration> MAINT_PERIOD = RHYTHM.known("maint_period", Kind.PERIOD, "120",
      "How often tables of events are rotated and other maintenance is done.");
  static final Key<Duration> STATS_PERIOD = RHYTHM.known("stats_period", Kind.PERIOD, "30",
      "How often figures are logged.");
  static final Key<Duration> CONNECTION_LIFETIME = RHYTHM.known("connection_lifetime", Kind.SECONDS, "3600",
      "Age at which a connection is replaced by a new one.");

  static {
    PROCESS.ignored("syslog", "There is no log to syslog; log to a file, or let the service manager collect stderr.");
    PROCESS.ignored("syslog_ident", "There is no log to syslog.");
    PROCESS.ignored("syslog_facility", "There is no log to syslog.");
  }

  // spotless:on

  private TickerKeys() {}
}
