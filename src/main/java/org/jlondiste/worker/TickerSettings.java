package org.jlondiste.worker;

import java.time.Duration;
import java.util.List;

/**
 * How a {@link Ticker} works.
 *
 * @param databases only these; none means all databases of the server that hold a queue
 * @param tickerPeriod between two looks at the queues of a database
 * @param maintenancePeriod between two passes of maintenance
 * @param retryPeriod between two looks at the retry queue
 * @param checkPeriod between two looks for databases that came, went, or got a queue
 * @param connectionLifetime after which a connection is replaced
 */
public record TickerSettings(
    List<String> databases,
    Duration tickerPeriod,
    Duration maintenancePeriod,
    Duration retryPeriod,
    Duration checkPeriod,
    Duration connectionLifetime) {

  private static final Duration LEAST_PATIENCE = Duration.ofSeconds(30);

  public TickerSettings {
    databases = List.copyOf(databases);
  }

  /** How long a tick may take before it is worth a warning. */
  Duration patience() {
    Duration several = tickerPeriod.multipliedBy(3);
    return several.compareTo(LEAST_PATIENCE) > 0 ? several : LEAST_PATIENCE;
  }
}
