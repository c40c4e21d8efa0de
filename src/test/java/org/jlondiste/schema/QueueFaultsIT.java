package org.jlondiste.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jlondiste.postgres.Session;
import org.jlondiste.support.Database;
import org.jlondiste.support.Servers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong with one queue is named, and does not concern the others. */
class QueueFaultsIT {
  @ParameterizedTest
  @ValueSource(strings = {"9.6", "18"})
  void aQueueRestoredFromAnotherClusterIsNamedAndTheOthersTick(String version) throws SQLException {
    Database database = queues(version);
    database.run(
        "update pgq.tick set tick_snapshot = '900000000:900000000:' where tick_queue = (select"
            + " queue_id from pgq.queue where queue_name = 'restored')");
    long before = database.count("select last_tick_id from pgq.get_queue_info('sound')");

    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("select pgq.ticker()");
      assertThat(statement.getWarnings().getMessage())
          .contains("restored")
          .contains("Invalid PgQ state");
    }
    assertThat(database.count("select last_tick_id from pgq.get_queue_info('sound')"))
        .isEqualTo(before + 1);
  }

  private static Database queues(String version) {
    Database database = Servers.get(version).createDatabase("faults");
    try (Session session = database.session()) {
      new Installer(session).install();
    }
    database.run(
        "select pgq.create_queue('restored')",
        "select pgq.create_queue('sound')",
        "update pgq.queue set queue_ticker_max_lag = '0', queue_ticker_idle_period = '0'",
        "select pgq.insert_event('sound', 'type', 'data')");
    return database;
  }
}
