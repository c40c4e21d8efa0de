package org.jlondiste.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every key of a node's section: what reads it, checks it and explains it goes by this list. */
final class NodeKeys {
  private static final KeyGroup IDENTITY = new KeyGroup("Identity and connections");
  private static final KeyGroup CREATION =
      new KeyGroup("For create-root, create-branch, create-leaf");
  private static final KeyGroup PROCESS = new KeyGroup("Process and log");
  private static final KeyGroup RHYTHM = new KeyGroup("Rhythm");
  private static final KeyGroup BATCHES = new KeyGroup("Batches");
  private static final KeyGroup COPY = new KeyGroup("Copying tables");
  private static final KeyGroup SPARING = new KeyGroup("Sparing the provider");
  private static final KeyGroup SCOPE = new KeyGroup("What the node takes part in");
  private static final KeyGroup COMPARISON = new KeyGroup("Compare, repair and locks");
  private static final KeyGroup HANDLERS = new KeyGroup("Handlers");

  /** The groups in the order in which they are explained. */
  static final List<KeyGroup> GROUPS =
      List.of(
          IDENTITY, CREATION, PROCESS, RHYTHM, BATCHES, COPY, SPARING, SCOPE, COMPARISON, HANDLERS);

  // spotless:off

  static final Key<String> DB = IDENTITY.required("db", "node_db", Kind.CONNECT_STRING,
      "Connect string of the node's own database.");
  static final Key<String> QUEUE_NAME = IDENTITY.required("queue_name", "pgq_queue_name", Kind.TEXT,
      "Queue that all nodes of the set share; it is the name of the set.");
  static final Key<String> JOB_NAME = IDENTITY.known("job_name", Kind.TEXT, "",
      "Name of the node's worker, that of the INI file without its ending if not given; not to be changed once the node is created.");
  static final Key<String> CONSUMER_NAME = IDENTITY.known("consumer_name", "pgq_consumer_id", Kind.TEXT, "",
      "Name under which the worker reads the provider's queue, that of job_name if not given.");
  static final Key<String> REMOTE_EXTRA_CONNSTR = IDENTITY.known("remote_extra_connstr", Kind.CONNECT_KEYWORDS, "",
      "Connect keywords added to the public connect string of every other node, such as a user or a password file.");
  static final Key<String> SOURCE_ENCODING = IDENTITY.ours("source_encoding", Kind.TEXT, "",
      "What the provider's text is written in, such as LATIN1, where the provider's database does not know (SQL_ASCII) and this one has to.");
  static final Key<Duration> CONNECTION_LIFETIME = IDENTITY.known("connection_lifetime", Kind.SECONDS, "1200",
      "Age at which a connection is replaced by a new one, between two batches.");

  static final Key<Optional<String>> NODE_NAME = CREATION.known("node_name", Kind.OPTIONAL_TEXT, "",
      "Name of the node, for create commands that give none.");
  static final Key<Optional<String>> PUBLIC_NODE_LOCATION = CREATION.known("public_node_location", Kind.OPTIONAL_CONNECT_STRING, "",
      "Connect string by which other nodes reach this one, for create commands that give none.");
  static final Key<Optional<String>> INITIAL_PROVIDER_LOCATION = CREATION.known("initial_provider_location", Kind.OPTIONAL_CONNECT_STRING, "",
      "Connect string of the first provider, for create commands without --provider.");

  static final Key<Optional<Path>> LOGFILE = PROCESS.known("logfile", Kind.FILE, "",
      "Log file; without one the log goes to the terminal only.");
  static final Key<Optional<Path>> PIDFILE = PROCESS.known("pidfile", Kind.FILE, "",
      "File that holds the process number; needed for --daemon, --stop, --kill and --reload.");
  static final Key<LogLevel> LOG_LEVEL = PROCESS.ours("log_level", Kind.oneOf(LogLevel.class), "info",
      "Least weight of what is logged, where the command line says neither --quiet nor --verbose.");
  static final Key<Long> LOG_SIZE = PROCESS.known("log_size", Kind.BYTES, "10485760",
      "Size at which a new log file is begun.");
  static final Key<Integer> LOG_COUNT = PROCESS.known("log_count", Kind.COUNT, "3",
      "How many old log files are kept.");

  static final Key<Duration> LOOP_DELAY = RHYTHM.known("loop_delay", Kind.SIGNED_SECONDS, "1.0",
      "Longest wait for news when there is nothing to do; 0 ends the worker then, a negative value after one batch.");
  static final Key<Duration> EXCEPTION_SLEEP = RHYTHM.known("exception_sleep", Kind.SECONDS, "20",
      "Wait before the next try after an error.");
  static final Key<Duration> TICKER_PERIOD = RHYTHM.ours("ticker_period", Kind.SECONDS, "0.008",
      "How often the root's worker ticks while no other ticker does; 0 leaves ticking to others.");
  static final Key<Duration> KEEPALIVE_STATS = RHYTHM.known("keepalive_stats", Kind.PERIOD, "300",
      "How often an idle worker logs its figures.");
  static final Key<Duration> GLOBAL_WM_PUBLISH_PERIOD = RHYTHM.known("global_wm_publish_period", Kind.PERIOD, "300",
      "How often the root tells the set which position all nodes have passed.");
  static final Key<Duration> LOCAL_WM_PUBLISH_PERIOD = RHYTHM.known("local_wm_publish_period", Kind.PERIOD, "300",
      "How often another node tells its provider which position it and all behind it have passed.");

  static final Key<Integer> BATCH_MAX_EVENTS = BATCHES.ours("batch_max_events", Kind.COUNT, "10000",
      "How many events of a hundred tables are applied together at most; a larger batch is applied in parts.");
  static final Key<Long> BATCH_MAX_BYTES = BATCHES.ours("batch_max_bytes", Kind.BYTES, "8MB",
      "How much of a batch is held in memory at most.");
  static final Key<Integer> PGQ_BATCH_COLLECT_EVENTS = BATCHES.known("pgq_batch_collect_events", Kind.NUMBER, "0",
      "Take a batch only once it has this many events, or spans pgq_batch_collect_interval; a branch takes every tick.");
  static final Key<Optional<Duration>> PGQ_BATCH_COLLECT_INTERVAL = BATCHES.known("pgq_batch_collect_interval", Kind.OPTIONAL_SECONDS, "",
      "Take a batch only once it spans this much time; a branch takes every tick.");
  static final Key<Optional<Duration>> PGQ_KEEP_LAG = BATCHES.known("pgq_keep_lag", Kind.OPTIONAL_SECONDS, "",
      "Stay this far behind the provider on purpose.");

  static final Key<Integer> PARALLEL_COPIES = COPY.known("parallel_copies", Kind.COUNT, "1",
      "How many tables are copied at the same time.");
  static final Key<List<String>> THREADED_COPY_TABLES = COPY.known("threaded_copy_tables", Kind.PATTERNS, "",
      "Patterns, matched on schema.name, of tables that are copied by several connections each.");
  static final Key<Integer> THREADED_COPY_POOL_SIZE = COPY.known("threaded_copy_pool_size", Kind.COUNT, "1",
      "How many connections copy each of those tables.");
  static final Key<Integer> COPY_CHUNK_ROWS = COPY.ours("copy_chunk_rows", Kind.NUMBER, "0",
      "About how many rows are copied in one transaction; 0 for as many as take about 128 MB.");
  static final Key<Integer> COPY_PARALLEL_INDEXES = COPY.ours("copy_parallel_indexes", Kind.COUNT, "2",
      "How many indexes of a table are made at the same time, when its rows are here.");
  static final Key<Long> COPY_MAX_RATE = COPY.ours("copy_max_rate", Kind.BYTES, "0",
      "How much all copies together may read per second, to spare the provider; 0 sets no limit.");

  static final Key<Integer> SPARE_ACTIVE_SESSIONS = SPARING.ours("spare_active_sessions", Kind.NUMBER, "0",
      "Read less while more sessions of others are at work on the provider's server; 0 for any number.");
  static final Key<Long> SPARE_STANDBY_BYTES = SPARING.ours("spare_standby_bytes", Kind.BYTES, "0",
      "Read less while a standby of the provider is further behind; 0 for any distance. Servers before 9.2 do not say it.");
  static final Key<Duration> SPARE_COMMIT_TIME = SPARING.ours("spare_commit_time", Kind.SECONDS, "0",
      "Read less while the worker's own commits on the provider take longer, as 0.05; 0 for any time.");

  static final Key<Boolean> LOCAL_ONLY = SCOPE.known("local_only", Kind.FLAG, "no",
      "Fetch only the events of tables that are added on this node.");
  static final Key<Boolean> LOCAL_ONLY_DROP_EXECUTE = SCOPE.known("local_only_drop_execute", Kind.FLAG, "no",
      "With local_only, leave out the scripts of the execute command too.");
  static final Key<Set<String>> REGISTER_ONLY_TABLES = SCOPE.known("register_only_tables", Kind.NAMES, "",
      "Tables to take note of; empty for all.");
  static final Key<Set<String>> REGISTER_ONLY_SEQS = SCOPE.known("register_only_seqs", Kind.NAMES, "",
      "Sequences to take note of; empty for all.");
  static final Key<Set<String>> REGISTER_SKIP_TABLES = SCOPE.known("register_skip_tables", Kind.NAMES, "",
      "Tables to take no note of.");
  static final Key<Set<String>> REGISTER_SKIP_SEQS = SCOPE.known("register_skip_seqs", Kind.NAMES, "",
      "Sequences to take no note of.");

  static final Key<Duration> LOCK_TIMEOUT = COMPARISON.known("lock_timeout", Kind.SECONDS, "10",
      "Longest wait for a lock on a table before giving way to the application.");
  static final Key<Optional<String>> COMPARE_SQL = COMPARISON.known("compare_sql", Kind.OPTIONAL_TEXT, "",
      "Query that compare runs on both sides instead of its own; _TABLE_ and _COLS_ stand for the table and its columns.");
  static final Key<Optional<String>> COMPARE_FMT = COMPARISON.known("compare_fmt", Kind.OPTIONAL_TEXT, "",
      "How a row of compare_sql is shown, with a doubled percent sign before each (column)s or (column)d.");

  static final Key<List<String>> HANDLER_MODULES = HANDLERS.known("handler_modules", Kind.LIST, "",
      "Jars, and names of classes in them, that bring handlers of your own; those of Londiste (londiste.handlers.…) are built in.");
  static final Key<String> SHARD_HASH_FUNC = HANDLERS.known("shard_hash_func", Kind.TEXT, "partconf.get_hash_raw",
      "SQL function that hashes the key of the shard handler.");
  static final Key<String> SHARD_INFO_SQL = HANDLERS.known("shard_info_sql", Kind.TEXT, "select shard_nr, shard_mask, shard_count from partconf.conf",
      "Query that tells the shard handler which part this node holds.");
  static final Key<Optional<Path>> OBFUSCATOR_MAP = HANDLERS.known("obfuscator_map", Kind.FILE, "",
      "YAML file that says what the obfuscate handler does with each column.");
  static final Key<String> OBFUSCATOR_KEY = HANDLERS.known("obfuscator_key", Kind.TEXT, "",
      "Key of the obfuscate handler's hashes.");

  static {
    PROCESS.ignored("logfmt_file", "Log lines have the original's usual form.");
    PROCESS.ignored("logfmt_console", "Log lines have the original's usual form.");
    PROCESS.ignored("logfmt_file_verbose", "Log lines have the original's usual form.");
    PROCESS.ignored("logfmt_console_verbose", "Log lines have the original's usual form.");
    PROCESS.ignored("logdatefmt_file", "Log lines have the original's usual form.");
    PROCESS.ignored("logdatefmt_console", "Log lines have the original's usual form.");
    PROCESS.ignored("logdatefmt_file_verbose", "Log lines have the original's usual form.");
    PROCESS.ignored("logdatefmt_console_verbose", "Log lines have the original's usual form.");
    PROCESS.ignored("use_skylog", "There is no skylog.");
    PROCESS.ignored("skylog_locations", "There is no skylog.");
    RHYTHM.ignored("exception_quiet", "Errors the operator can mend are logged in one line anyway.");
    RHYTHM.ignored("exception_grace", "Errors the operator can mend are logged in one line anyway.");
    RHYTHM.ignored("exception_reset", "Errors the operator can mend are logged in one line anyway.");
    BATCHES.ignored("pgq_lazy_fetch", "Events are always fetched in parts; batch_max_bytes bounds the memory.");
    BATCHES.ignored("pgq_autocommit", "The worker chooses its transactions itself.");
    BATCHES.ignored("table_filter", "Without effect in the original too; see local_only.");
  }

  // spotless:on

  private NodeKeys() {}
}
