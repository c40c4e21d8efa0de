package org.jlondiste.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jlondiste.error.ConfigurationError;
import org.jlondiste.model.TableName;

/**
 * What the INI file of a node says, with every default filled in.
 *
 * @param file as typed
 * @param jobName the node's worker
 * @param queueName the queue of the set
 * @param consumerName the worker as consumer of its provider's queue
 * @param db connect string of the node's own database
 * @param remoteExtra connect keywords to add to other nodes' public connect strings; may be empty
 * @param sourceEncoding what the text of a provider without encoding is written in; may be empty
 * @param warnings what is strange but no error, one line each, for the log
 */
public record NodeConfiguration(
    Path file,
    String jobName,
    String queueName,
    String consumerName,
    String db,
    String remoteExtra,
    String sourceEncoding,
    Creation creation,
    Traces traces,
    Rhythm rhythm,
    Batches batches,
    Copying copying,
    Sparing sparing,
    Scope scope,
    Comparison comparison,
    Handlers handlers,
    List<String> warnings) {

  /** The names that the main section may have, the one to prefer first. */
  static final List<String> SECTIONS = List.of("londiste", "londiste3", "setadm", "cascade_admin");

  /** What create commands fall back on. */
  public record Creation(
      Optional<String> nodeName,
      Optional<String> publicLocation,
      Optional<String> providerLocation) {}

  /** Where the process leaves its traces. */
  public record Traces(
      Optional<Path> logFile,
      Optional<Path> pidFile,
      LogLevel logLevel,
      long logSize,
      int logCount) {}

  /**
   * When the worker does what.
   *
   * @param loopDelay wait for news; zero ends the worker when idle, negative after one batch
   * @param tickerPeriod zero leaves ticking to others
   */
  public record Rhythm(
      Duration loopDelay,
      Duration exceptionSleep,
      Duration tickerPeriod,
      Duration statistics,
      Duration globalWatermark,
      Duration localWatermark,
      Duration connectionLifetime) {}

  /**
   * How much is taken at a time.
   *
   * @param collectEvents least number of events in a batch; 0 for any
   */
  public record Batches(
      int maxEvents,
      long maxBytes,
      int collectEvents,
      Optional<Duration> collectInterval,
      Optional<Duration> keepLag) {}

  /**
   * How tables are copied.
   *
   * @param sharedTables patterns on schema.name of tables that several connections copy together
   * @param maxRate bytes per second of all copies; 0 for no limit
   */
  public record Copying(
      int parallelTables,
      List<String> sharedTables,
      int connectionsPerTable,
      int chunkRows,
      int parallelIndexes,
      long maxRate) {}

  /**
   * When less is read, to spare the provider; 0 stands for never.
   *
   * @param activeSessions of others, more than these
   * @param standbyBytes that a standby is behind
   * @param commitTime that a commit of ours takes there
   */
  public record Sparing(int activeSessions, long standbyBytes, Duration commitTime) {}

  /** What the node takes part in; tables and sequences are {@code schema.name}. */
  public record Scope(
      boolean localOnly,
      boolean dropScripts,
      Set<String> onlyTables,
      Set<String> skippedTables,
      Set<String> onlySequences,
      Set<String> skippedSequences) {

    /** True if the node takes note of a table of the set. */
    public boolean includesTable(TableName table) {
      return includes(table, onlyTables, skippedTables);
    }

    /** True if the node takes note of a sequence of the set. */
    public boolean includesSequence(TableName sequence) {
      return includes(sequence, onlySequences, skippedSequences);
    }

    private static boolean includes(TableName name, Set<String> only, Set<String> skipped) {
      return (only.isEmpty() || only.contains(name.raw())) && !skipped.contains(name.raw());
    }
  }

  /** How two nodes are compared, and how long that may wait for locks. */
  public record Comparison(Duration lockTimeout, Optional<String> query, Optional<String> format) {}

  /** What handlers want to know. */
  public record Handlers(
      String shardHashFunction,
      String shardInfoQuery,
      Optional<Path> obfuscatorMap,
      String obfuscatorKey,
      List<String> modules) {}

  /**
   * Reads an INI file.
   *
   * @param overrides keys of the command line that go before those of the file
   * @throws ConfigurationError naming file, line and key of what is wrong
   */
  public static NodeConfiguration load(Path file, Map<String, String> overrides) {
    return load(file, overrides, Surroundings.homeOfProcess());
  }

  static NodeConfiguration load(Path file, Map<String, String> overrides, Path home) {
    IniFile ini = IniFile.read(file, IniDialect.LONDISTE, home);
    String section =
        SECTIONS.stream()
            .filter(ini::hasSection)
            .findFirst()
            .orElseThrow(
                () ->
                    new ConfigurationError(
                        file + ": there is no section [londiste3] or [londiste]",
                        ini.hasSection(TickerConfiguration.SECTION)
                            ? "this is the file of a ticker; give that of a node"
                            : "add a line [londiste3] above the keys"));
    Settings settings =
        new Settings(
            ini,
            IniDialect.LONDISTE,
            section,
            NodeKeys.GROUPS,
            overrides,
            injected(file, section),
            home);
    return of(file, settings);
  }

  /** An INI file with every key and its meaning, to begin with. */
  public static String sample() {
    return SampleIni.node("A node of a set.", Map.of("db", "", "queue_name", ""));
  }

  /** In a few words: connect strings may hold passwords. */
  @Override
  public String toString() {
    return "node of queue " + queueName + " by " + file;
  }

  private static NodeConfiguration of(Path file, Settings settings) {
    String jobName = settings.get(NodeKeys.JOB_NAME);
    String consumerName = settings.get(NodeKeys.CONSUMER_NAME);
    return new NodeConfiguration(
        file,
        jobName,
        settings.get(NodeKeys.QUEUE_NAME),
        consumerName.isEmpty() ? jobName : consumerName,
        settings.get(NodeKeys.DB),
        settings.get(NodeKeys.REMOTE_EXTRA_CONNSTR),
        settings.get(NodeKeys.SOURCE_ENCODING),
        new Creation(
            settings.get(NodeKeys.NODE_NAME),
            settings.get(NodeKeys.PUBLIC_NODE_LOCATION),
            settings.get(NodeKeys.INITIAL_PROVIDER_LOCATION)),
        new Traces(
            settings.get(NodeKeys.LOGFILE),
            settings.get(NodeKeys.PIDFILE),
            settings.get(NodeKeys.LOG_LEVEL),
            settings.get(NodeKeys.LOG_SIZE),
            settings.get(NodeKeys.LOG_COUNT)),
        new Rhythm(
            settings.get(NodeKeys.LOOP_DELAY),
            settings.get(NodeKeys.EXCEPTION_SLEEP),
            settings.get(NodeKeys.TICKER_PERIOD),
            settings.get(NodeKeys.KEEPALIVE_STATS),
            settings.get(NodeKeys.GLOBAL_WM_PUBLISH_PERIOD),
            settings.get(NodeKeys.LOCAL_WM_PUBLISH_PERIOD),
            settings.get(NodeKeys.CONNECTION_LIFETIME)),
        new Batches(
            settings.get(NodeKeys.BATCH_MAX_EVENTS),
            settings.get(NodeKeys.BATCH_MAX_BYTES),
            settings.get(NodeKeys.PGQ_BATCH_COLLECT_EVENTS),
            settings.get(NodeKeys.PGQ_BATCH_COLLECT_INTERVAL),
            settings.get(NodeKeys.PGQ_KEEP_LAG)),
        new Copying(
            settings.get(NodeKeys.PARALLEL_COPIES),
            settings.get(NodeKeys.THREADED_COPY_TABLES),
            settings.get(NodeKeys.THREADED_COPY_POOL_SIZE),
            settings.get(NodeKeys.COPY_CHUNK_ROWS),
            settings.get(NodeKeys.COPY_PARALLEL_INDEXES),
            settings.get(NodeKeys.COPY_MAX_RATE)),
        new Sparing(
            settings.get(NodeKeys.SPARE_ACTIVE_SESSIONS),
            settings.get(NodeKeys.SPARE_STANDBY_BYTES),
            settings.get(NodeKeys.SPARE_COMMIT_TIME)),
        new Scope(
            settings.get(NodeKeys.LOCAL_ONLY),
            settings.get(NodeKeys.LOCAL_ONLY_DROP_EXECUTE),
            settings.get(NodeKeys.REGISTER_ONLY_TABLES),
            settings.get(NodeKeys.REGISTER_SKIP_TABLES),
            settings.get(NodeKeys.REGISTER_ONLY_SEQS),
            settings.get(NodeKeys.REGISTER_SKIP_SEQS)),
        new Comparison(
            settings.get(NodeKeys.LOCK_TIMEOUT),
            settings.get(NodeKeys.COMPARE_SQL),
            settings.get(NodeKeys.COMPARE_FMT)),
        new Handlers(
            settings.get(NodeKeys.SHARD_HASH_FUNC),
            settings.get(NodeKeys.SHARD_INFO_SQL),
            settings.get(NodeKeys.OBFUSCATOR_MAP),
            settings.get(NodeKeys.OBFUSCATOR_KEY),
            settings.get(NodeKeys.HANDLER_MODULES)),
        settings.complaints());
  }

  /** Names that values may use although no key of the file sets them. */
  private static Map<String, String> injected(Path file, String section) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    String baseName = dot > 0 ? name.substring(0, dot) : name;
    Path directory = file.getParent();
    return Map.of(
        "job_name",
        baseName,
        "config_name",
        baseName,
        "service_name",
        section,
        "host_name",
        hostName(),
        "config_dir",
        directory == null ? "" : directory.toString(),
        "config_file",
        file.toString());
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
