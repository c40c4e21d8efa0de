package org.jlondiste.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import org.jlondiste.config.ConnectString;
import org.jlondiste.config.NodeConfiguration;
import org.jlondiste.config.TickerConfiguration;
import org.jlondiste.daemon.Control;
import org.jlondiste.daemon.Detachment;
import org.jlondiste.daemon.Duty;
import org.jlondiste.daemon.FailureLog;
import org.jlondiste.daemon.Loop;
import org.jlondiste.daemon.OperatorSignals;
import org.jlondiste.error.ExitCode;
import org.jlondiste.error.UsageError;
import org.jlondiste.handler.HandlerCatalog;
import org.jlondiste.handler.Surroundings;
import org.jlondiste.postgres.Databases;
import org.jlondiste.postgres.Session;
import org.jlondiste.topology.LocalNode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the frame gives to a command: where it speaks, what the common options and the INI file say,
 * sessions with databases.
 */
final class CommandContext implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CommandContext.class);

  private final Console console;
  private final Logging logging;
  private final String program;
  private final CommandTable.Ini iniKind;
  private final Optional<Path> ini;
  private final CommonOptions common;
  private final Set<Session> sessions =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
  private volatile @Nullable NodeConfiguration node;
  private @Nullable TickerConfiguration ticker;
  private @Nullable Session session;

  CommandContext(
      Console console,
      Logging logging,
      String program,
      CommandTable.Ini iniKind,
      Optional<Path> ini,
      CommonOptions common) {
    this.console = console;
    this.logging = logging;
    this.program = program;
    this.iniKind = iniKind;
    this.ini = ini;
    this.common = common;
  }

  /** The stream for the answer. Everything else is logged. */
  PrintStream out() {
    return console.out();
  }

  Console console() {
    return console;
  }

  Logging logging() {
    return logging;
  }

  /** The name the program was called by. */
  String program() {
    return program;
  }

  CommonOptions common() {
    return common;
  }

  /** The INI file as typed. */
  Path ini() {
    return ini.orElseThrow(() -> new UsageError("need config file, use --help for help", ""));
  }

  /** What the INI file says about the node; read once. */
  NodeConfiguration node() {
    NodeConfiguration known = node;
    if (known == null) {
      known = loadNode();
      node = known;
    }
    return known;
  }

  /** Reads the INI file anew, for a process that is told to; from then on that counts. */
  NodeConfiguration reloadNode() {
    NodeConfiguration fresh = loadNode();
    node = fresh;
    return fresh;
  }

  private NodeConfiguration loadNode() {
    return NodeConfiguration.load(ini(), common.overrides());
  }

  /** What the INI file says about the ticker; read once. */
  TickerConfiguration ticker() {
    TickerConfiguration known = ticker;
    if (known == null) {
      known = loadTicker();
      ticker = known;
    }
    return known;
  }

  /** Reads the INI file anew, for a process that is told to. */
  TickerConfiguration loadTicker() {
    return TickerConfiguration.load(ini(), common.overrides());
  }

  /** The handlers that tables may have. */
  HandlerCatalog handlers() {
    return handlers(node());
  }

  /** The handlers that tables may have, as an INI file says. */
  static HandlerCatalog handlers(NodeConfiguration configuration) {
    NodeConfiguration.Handlers said = configuration.handlers();
    return new HandlerCatalog(
        new Surroundings.Settings(
            said.shardHashFunction(),
            said.shardInfoQuery(),
            said.obfuscatorMap(),
            said.obfuscatorKey(),
            said.modules()));
  }

  /** True if the INI file is that of a ticker. */
  boolean isTicker() {
    return iniKind == CommandTable.Ini.TICKER;
  }

  /** What the INI file says about the process itself. */
  ProcessSettings process() {
    return isTicker() ? ProcessSettings.of(ticker()) : ProcessSettings.of(node());
  }

  /** What is strange in the INI file, but no error. */
  List<String> warnings() {
    return isTicker() ? List.of() : node().warnings();
  }

  /**
   * Opens sessions; the statements of all of them are cancelled if the process must end at once.
   */
  Databases databases() {
    return (connectString, purpose) ->
        opened(Session.open(ConnectString.parse(connectString), purpose));
  }

  /**
   * Opens sessions with other nodes, as {@link Remotes} knows how.
   *
   * @param typed connect strings of the command line, which may hold passwords
   */
  Databases remotes(String... typed) {
    Remotes remotes = new Remotes(node(), List.of(typed));
    return (location, purpose) -> opened(Session.open(remotes.target(location), purpose));
  }

  private Session opened(Session fresh) {
    sessions.add(fresh);
    return fresh;
  }

  /** The node of the INI file. */
  LocalNode localNode() {
    NodeConfiguration configuration = node();
    return new LocalNode(
        configuration.queueName(),
        configuration.consumerName(),
        purpose -> databases().open(configuration.db(), purpose),
        remotes());
  }

  /** The session with the node's own database; opened once, closed by the frame. */
  Session session() {
    Session known = session;
    if (known == null) {
      known = databases().open(node().db(), node().jobName());
      session = known;
    }
    return known;
  }

  /** Prints a table as text, or as JSON if that was asked for. */
  void print(TextTable table, JsonOption option) {
    if (option.json()) {
      printJson(table.asObjects());
    } else {
      table.printTo(out());
    }
  }

  /** Prints maps, lists, strings, numbers, booleans and nulls as one JSON document. */
  void printJson(@Nullable Object value) {
    try {
      out()
          .println(
              JSON.std
                  .with(JSON.Feature.PRETTY_PRINT_OUTPUT)
                  .with(JSON.Feature.WRITE_NULL_PROPERTIES)
                  .asString(value));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Does a duty until the operator ends it by a signal; a command in the background returns to the
   * operator when the duty has begun.
   */
  ExitCode keepDoing(Duty duty) {
    Control control = new Control();
    OperatorSignals.steer(control);
    FailureLog failures = new FailureLog(process().jobName());
    return new Loop(duty, control, failures, this::ready).run(Detachment.isDetached());
  }

  /** Lets go of the operator's terminal, if this is the process in the background. */
  void ready() {
    if (Detachment.isDetached()) {
      if (process().logFile().isEmpty()) {
        LOG.warn("there is no logfile in {}: nobody will see the log from here on", ini());
      }
      logging.leaveConsole();
      Detachment.ready(console.out(), console.err());
    }
  }

  void cancelStatements() {
    List.copyOf(sessions).forEach(Session::cancel);
  }

  @Override
  public void close() {
    Session known = session;
    if (known != null) {
      known.close();
    }
  }
}
