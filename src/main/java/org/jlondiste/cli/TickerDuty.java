package org.jlondiste.cli;

import java.time.Duration;
import java.util.List;
import org.jlondiste.config.ConnectString;
import org.jlondiste.config.TickerConfiguration;
import org.jlondiste.daemon.Detachment;
import org.jlondiste.daemon.Duty;
import org.jlondiste.postgres.Session;
import org.jlondiste.worker.Ticker;
import org.jlondiste.worker.TickerSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a ticker run by an INI file, and logs now and then what it did. */
final class TickerDuty implements Duty {
  private static final Logger LOG = LoggerFactory.getLogger(TickerDuty.class);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final CommandContext context;
  private final Ticker ticker;
  private volatile TickerConfiguration configuration;
  private long statisticsAt;

  TickerDuty(CommandContext context) {
    this.context = context;
    this.configuration = checked(context.ticker());
    this.ticker = new Ticker(new Connections(), settings(configuration));
  }

  @Override
  public void begin() {
    LOG.info("Starting pgqd 3.5");
    if (Detachment.isDetached()) {
      ticker.probe();
    }
    ticker.start();
    statisticsAt = System.nanoTime();
  }

  /** Everything else goes on in the ticker's own threads. */
  @Override
  public boolean step() {
    if (System.nanoTime() - statisticsAt >= statisticsPeriod().toNanos()) {
      LOG.info(ticker.statistics());
      ticker.reportHanging();
      statisticsAt = System.nanoTime();
    }
    return false;
  }

  @Override
  public Pauses pauses() {
    Duration left = statisticsPeriod().minusNanos(System.nanoTime() - statisticsAt);
    Duration shortest = Duration.ofMillis(1);
    return new Pauses(left.compareTo(shortest) < 0 ? shortest : left, SECOND);
  }

  @Override
  public void reset() {
    LOG.debug("the ticker's threads look after their connections themselves");
  }

  @Override
  public void reload() {
    configuration = checked(context.loadTicker());
    ticker.reconfigure(settings(configuration));
  }

  @Override
  public void close() {
    ticker.close();
  }

  private Duration statisticsPeriod() {
    Duration period = configuration.rhythm().statistics();
    return period.isZero() || period.isNegative() ? Duration.ofDays(1) : period;
  }

  /** A connect string that cannot be read is found before the ticker goes to the background. */
  private static TickerConfiguration checked(TickerConfiguration configuration) {
    ConnectString.parse(configuration.connectString(configuration.initialDatabase()));
    return configuration;
  }

  private static TickerSettings settings(TickerConfiguration configuration) {
    TickerConfiguration.Rhythm rhythm = configuration.rhythm();
    return new TickerSettings(
        List.copyOf(configuration.databases()),
        rhythm.tick(),
        rhythm.maintenance(),
        rhythm.retry(),
        rhythm.check(),
        rhythm.connectionLifetime());
  }

  private final class Connections implements Ticker.Connections {
    @Override
    public Session open(String database) {
      return context.databases().open(configuration.connectString(database), "pgqd");
    }

    @Override
    public Session openInitial() {
      return open(configuration.initialDatabase());
    }
  }
}
