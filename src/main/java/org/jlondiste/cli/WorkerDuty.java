package org.jlondiste.cli;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jlondiste.config.NodeConfiguration;
import org.jlondiste.daemon.Control;
import org.jlondiste.daemon.Duty;
import org.jlondiste.error.UserError;
import org.jlondiste.postgres.Session;
import org.jlondiste.topology.LocalNode;
import org.jlondiste.worker.Step;
import org.jlondiste.worker.Worker;
import org.jlondiste.worker.WorkerOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a node's worker run by an INI file. */
final class WorkerDuty implements Duty {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerDuty.class);
  private static final Duration MEETING_PAUSE = Duration.ofMillis(20);
  private static final Duration COPYING_PAUSE = Duration.ofMillis(50);
  private static final Duration STANDBY_PAUSE = Duration.ofSeconds(1);

  private final CommandContext context;
  private final Worker worker;
  private NodeConfiguration configuration;
  private Step last = Step.IDLE;
  private long spokeAt = System.nanoTime();
  private long connectedAt = System.nanoTime();

  WorkerDuty(CommandContext context) {
    this.context = context;
    this.configuration = context.node();
    this.worker =
        new Worker(
            new LocalNode(
                configuration.queueName(),
                configuration.consumerName(),
                this::openLocal,
                this::openRemote),
            options(configuration));
  }

  @Override
  public void begin() {
    worker.connect();
  }

  @Override
  public boolean step() {
    last = worker.step();
    return last == Step.WORKED;
  }

  @Override
  public void awaitWork(Duration limit, Control control) throws InterruptedException {
    if (control.isCalled()) {
      return;
    }
    if (last == Step.IDLE) {
      sayHowItGoes();
      renewConnections();
    }
    switch (last) {
      case MEETING -> worker.awaitCopies(MEETING_PAUSE);
      case STANDBY -> control.sleep(STANDBY_PAUSE);
      case COPYING -> worker.awaitCopies(COPYING_PAUSE);
      case WORKED, IDLE -> worker.awaitNews(shorter(limit, worker.patience()));
      case PAUSED -> control.sleep(limit);
    }
  }

  @Override
  public Pauses pauses() {
    return new Pauses(configuration.rhythm().loopDelay(), configuration.rhythm().exceptionSleep());
  }

  @Override
  public void failed(RuntimeException failure) {
    try {
      worker.recordError(
          failure instanceof UserError error ? error.problem() : String.valueOf(failure));
    } catch (UserError e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public void reset() {
    worker.disconnect();
  }

  @Override
  public void reload() {
    NodeConfiguration changed = context.reloadNode();
    worker.configure(options(changed));
    configuration = changed;
  }

  @Override
  public void close() {
    worker.close();
  }

  /** Lets the log show that an idle worker lives. */
  private void sayHowItGoes() {
    Duration period = configuration.rhythm().statistics();
    long now = System.nanoTime();
    if (!period.isZero() && now - spokeAt >= period.toNanos()) {
      LOG.info("{count: 0, idle: {}}", (now - spokeAt) / 1_000_000_000);
      spokeAt = now;
    }
  }

  private void renewConnections() {
    Duration lifetime = configuration.rhythm().connectionLifetime();
    long now = System.nanoTime();
    if (!lifetime.isZero() && now - connectedAt >= lifetime.toNanos()) {
      worker.disconnect();
      connectedAt = now;
    }
  }

  private Session openLocal(String purpose) {
    return context.databases().open(configuration.db(), purpose);
  }

  private Session openRemote(String location, String purpose) {
    return context.remotes().open(location, purpose);
  }

  private static WorkerOptions options(NodeConfiguration configuration) {
    NodeConfiguration.Batches batches = configuration.batches();
    NodeConfiguration.Copying copying = configuration.copying();
    NodeConfiguration.Sparing sparing = configuration.sparing();
    NodeConfiguration.Rhythm rhythm = configuration.rhythm();
    NodeConfiguration.Scope scope = configuration.scope();
    return new WorkerOptions(
        new WorkerOptions.Batches(
            batches.maxEvents(),
            batches.maxBytes(),
            Math.max(batches.collectEvents(), batches.maxEvents() * 5L),
            WorkerOptions.Batches.WORTH_READING_AS_STORED,
            batches.collectEvents(),
            batches.collectInterval(),
            batches.keepLag()),
        new WorkerOptions.Copies(
            copying.parallelTables(),
            copying.chunkRows(),
            table ->
                copying.sharedTables().stream().anyMatch(pattern -> matches(pattern, table.raw()))
                    ? copying.connectionsPerTable()
                    : 1,
            copying.parallelIndexes(),
            copying.maxRate()),
        new WorkerOptions.Sparing(
            sparing.activeSessions(), sparing.standbyBytes(), sparing.commitTime()),
        new WorkerOptions.Periods(
            rhythm.localWatermark(), rhythm.globalWatermark(), rhythm.tickerPeriod()),
        new WorkerOptions.Scope(
            scope::includesTable, scope::includesSequence, scope.localOnly(), scope.dropScripts()),
        configuration.sourceEncoding(),
        CommandContext.handlers(configuration));
  }

  /** Patterns as in a shell: a star stands for anything, a question mark for one character. */
  private static boolean matches(String pattern, String name) {
    String expression = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
    return name.matches(expression);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
