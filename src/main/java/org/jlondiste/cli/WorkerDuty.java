package org.jlondiste.cli;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jlondiste.config.NodeConfiguration;
import org.jlondiste.copy.CopyOptions;
import org.jlondiste.daemon.Control;
import org.jlondiste.daemon.Duty;
import org.jlondiste.error.UserError;
import org.jlondiste.postgres.Session;
import org.jlondiste.queue.ReadAhead.Portion;
import org.jlondiste.topology.LocalNode;
import org.jlondiste.worker.Step;
import org.jlondiste.worker.Worker;
import org.jlondiste.worker.WorkerOptions;

/** Has a node's worker run by an INI file. */
final class WorkerDuty implements Duty {
  private static final Duration MEETING_PAUSE = Duration.ofMillis(20);
  private static final Duration COPYING_PAUSE = Duration.ofMillis(100);
  private static final Duration STANDBY_PAUSE = Duration.ofSeconds(1);

  private final CommandContext context;
  private final Worker worker;
  private NodeConfiguration configuration;
  private Step last = Step.IDLE;

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
    switch (last) {
      case MEETING -> control.sleep(MEETING_PAUSE);
      case STANDBY -> control.sleep(STANDBY_PAUSE);
      case COPYING -> worker.awaitNews(COPYING_PAUSE);
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
    NodeConfiguration changed = context.loadNode();
    worker.configure(options(changed));
    configuration = changed;
  }

  @Override
  public void close() {
    worker.close();
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
    NodeConfiguration.Rhythm rhythm = configuration.rhythm();
    Portion portion = new Portion(batches.maxEvents(), batches.maxBytes());
    return new WorkerOptions(
        copying.parallelTables(),
        new CopyOptions(
            copying.chunkRows(),
            table ->
                copying.sharedTables().stream().anyMatch(pattern -> matches(pattern, table.raw()))
                    ? copying.connectionsPerTable()
                    : 1,
            portion),
        portion,
        Math.max(batches.collectEvents(), batches.maxEvents() * 5L),
        rhythm.localWatermark(),
        rhythm.globalWatermark(),
        rhythm.tickerPeriod(),
        configuration.scope()::includesTable,
        configuration.scope()::includesSequence);
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
